package io.nebula.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of operators' worker groups. */
final class OperatorThreads {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private OperatorThreads() {}

    /** Waits until none is left. */
    static void awaitNone() {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (!alive().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(alive()).isEmpty();
    }

    private static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("nebula-operator-") || name.startsWith("nebula-shared-")).toList();
    }
}
