package io.nebula.cli;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> halted = new CompletableFuture<>();

    @Test
    void shouldEndAProcessThatDoesNotEndWithoutMemory() throws Exception {
        MemoryGuard guard = new MemoryGuard(err, halted::complete, MILLISECONDS.toNanos(1)).start();

        guard.exhausted();

        assertThat(halted.get(30, SECONDS)).isEqualTo(1);
        assertThat(err.toString()).contains("out of memory", "NEBULA_OPTS", "run the same command again");
    }

    @Test
    void shouldLeaveARunAloneThatEndsByItself() throws Exception {
        MemoryGuard guard = new MemoryGuard(err, halted::complete, DAYS.toNanos(1));

        guard.exhausted();
        guard.ended();
        guard.run();

        assertThat(halted).isNotDone();
        assertThat(err.toString()).isEmpty();
    }
}
