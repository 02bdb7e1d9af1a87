package io.nebula.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Calls back when the process is sent a signal that would end it, each time on a thread of the JVM's own. A signal that the
 * process was started to ignore stays ignored.
 *
 * <p>By reflection: the JVM's only way to a second signal is {@code sun.misc.Signal} of the supported module {@code
 * jdk.unsupported}, which the compiler warns of and lets nobody silence.
 */
final class Signals {
    private static final List<String> ENDING = List.of("HUP", "INT", "TERM");

    private Signals() {}

    /**
     * Hands the number of each such signal to {@code onSignal}. Where the JVM keeps a signal for itself (option {@code -Xrs}),
     * that signal keeps its usual effect.
     */
    static void handle(IntConsumer onSignal) {
        handle(ENDING, onSignal);
    }

    /** Calls back when the terminal has got another size. */
    static void handleResize(Runnable onResize) {
        handle(List.of("WINCH"), signal -> onResize.run());
    }

    private static void handle(List<String> names, IntConsumer onSignal) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            onSignal.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
                            yield null;
                        }
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "nebula's signal handler";
                    });
            for (String name : names) {
                register(signal, handler, name, proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no sun.misc.Signal; run Nebula on a full JDK", e);
        }
    }

    private static void register(Class<?> signal, Class<?> handler, String name, Object proxy)
            throws ReflectiveOperationException {
        try {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw e;
            }
        }
    }
}
