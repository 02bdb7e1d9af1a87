package io.nebula.concurrency;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;

/**
 * Runs threads in one interleaving after the other, as Lincheck's model checker chooses them: first without any switch in the
 * middle of a thread, then with one, with two … A check that fails, a deadlock and a thread that turns for ever in the same
 * place are {@link AssertionError}s with the interleaving that has led there.
 *
 * <p>The checker sees every step as if memory were sequentially consistent; what a processor may do beyond that is the
 * business of the tests in {@code src/stress}. It instruments all that it runs, which takes a JVM of its own.
 */
public final class Interleavings {
    private static final int COUNT = Integer.getInteger("nebula.interleavings", 60);

    private static volatile Object shared;

    private Interleavings() {}

    /**
     * Tries a scenario again and again.
     *
     * @param scenario makes what it needs anew each time, is deterministic but for its threads, and checks how they have left
     *     things
     */
    public static void of(Runnable scenario) {
        Lincheck.runConcurrentTest(COUNT, scenario);
    }

    /** Says what the threads share: on a JDK of version 25 the model checker does not find what only lambdas hold. */
    public static <T> T shared(T object) {
        shared = object;
        return object;
    }

    /** Starts a thread for each, and waits until they have ended; throws what one of them has thrown. */
    public static void together(Runnable... parts) {
        Throwable[] thrown = new Throwable[parts.length];
        List<Thread> threads = new ArrayList<>(parts.length);
        for (int i = 0; i < parts.length; i++) {
            int number = i;
            threads.add(new Thread(() -> {
                try {
                    parts[number].run();
                } catch (Throwable e) {
                    thrown[number] = e;
                }
            }));
        }
        threads.forEach(Thread::start);
        threads.forEach(Interleavings::join);
        for (Throwable each : thrown) {
            if (each != null) {
                throw new AssertionError("a thread has failed", each);
            }
        }
    }

    /** What must be true. Nothing larger: all that runs here is instrumented. */
    public static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
