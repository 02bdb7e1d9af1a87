package io.nebula.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of operators' worker groups. */
final class OperatorThreads {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private OperatorThreads() {}

    /** Waits until none is left. */
    static void awaitNone() {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        List<String> left = alive();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Thread.yield();
            left = alive();
        }
        assertThat(left).isEmpty();
    }

    /** Their names, and where they are. */
    private static List<String> alive() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("nebula-operator-")
                        || thread.getKey().getName().startsWith("nebula-shared-"))
                .map(thread -> thread.getKey() + " " + Arrays.toString(thread.getValue())).toList();
    }
}
