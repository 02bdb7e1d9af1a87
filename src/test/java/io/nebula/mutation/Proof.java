package io.nebula.mutation;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Methods of a test class, run in a JVM of their own against classes of which one may have a fault. Such a class needs a
 * constructor without parameters, and nothing done before or after its methods, which have no parameters either.
 */
public final class Proof {
    private static final int HOLDS = 0;
    private static final int FAILS = 3;
    private static final long SECONDS = 120;

    private final Class<?> test;
    private final List<String> methods;

    private Proof(Class<?> test, List<String> methods) {
        this.test = test;
        this.methods = methods;
    }

    /** The methods with these names; all tests of the class if there are none. */
    public static Proof of(Class<?> test, String... methods) {
        return new Proof(test, List.of(methods));
    }

    /** Asserts that it holds for the classes as they are. */
    public void shouldHold() throws IOException, InterruptedException {
        ChildJvm.Ended ended = run(null);
        if (ended.code() != HOLDS) {
            throw new AssertionError(this + " fails without any fault:\n" + ended.output());
        }
    }

    /**
     * Asserts that it fails, and not because it cannot be run, when there is that fault.
     *
     * @param directory empty; takes the class files
     */
    public void shouldNotice(PlantedFault fault, Path directory) throws IOException, InterruptedException {
        MutatedClasses.compile(fault, directory);
        ChildJvm.Ended ended = run(directory);
        if (ended.code() != FAILS) {
            throw new AssertionError(this + " does not notice the fault \"" + fault.name() + "\" in " + fault.file()
                    + (ended.code() == HOLDS ? "; sharpen it" : ", or cannot be run, exit code " + ended.code()) + ":\n"
                    + ended.output());
        }
    }

    private ChildJvm.Ended run(Path before) throws IOException, InterruptedException {
        return ChildJvm.run(before, Proof.class, SECONDS,
                (test.getName() + " " + String.join(" ", methods)).trim().split(" "));
    }

    @Override
    public String toString() {
        return test.getSimpleName() + (methods.isEmpty() ? "" : "." + String.join(", ", methods));
    }

    /** Arguments: the test class, then names of methods, or none for all tests. Ends with 0 if they pass, 3 if one fails. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> test = Class.forName(arguments[0]);
        List<String> names = Arrays.asList(arguments).subList(1, arguments.length);
        List<Method> methods = Arrays.stream(test.getDeclaredMethods()).filter(method ->
                names.isEmpty() ? method.isAnnotationPresent(Test.class) : names.contains(method.getName())).toList();
        if (methods.isEmpty() || methods.size() < names.size()) {
            throw new IllegalArgumentException(test + " has no test, or not all of " + names);
        }
        for (Method method : methods) {
            run(test, method);
        }
        System.exit(HOLDS); // whatever threads are left
    }

    private static void run(Class<?> test, Method method) throws ReflectiveOperationException {
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
        } catch (InvocationTargetException e) {
            System.out.println(method.getName() + " failed:");
            e.getCause().printStackTrace(System.out);
            System.exit(FAILS);
        }
    }
}
