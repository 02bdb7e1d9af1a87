package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShutdownTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final LinkedBlockingQueue<Object> events = new LinkedBlockingQueue<>();

    @Test
    void shouldEndAtOnceWhenNothingRuns() {
        shutdown(Long.MAX_VALUE).signalled(15);

        assertThat(events).containsExactly(143);
    }

    @Test
    void shouldInterruptTheRunAtTheFirstSignalAndEndAtTheSecond() {
        Shutdown shutdown = shutdown(Long.MAX_VALUE);
        shutdown.interrupts(() -> events.add("interrupted"));

        shutdown.signalled(2);
        assertThat(events).containsExactly("interrupted");
        assertThat(shutdown.code()).isEqualTo(130);

        shutdown.signalled(15);
        assertThat(events).containsExactly("interrupted", 143);
        assertThat(shutdown.code()).as("what the first signal asked for").isEqualTo(130);
    }

    @Test
    void shouldEndARunThatDoesNotStopWithinTheBound() throws InterruptedException {
        Shutdown shutdown = shutdown(1);
        shutdown.interrupts(() -> events.add("interrupted"));

        shutdown.signalled(1);

        assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did not stop", "output is incomplete");
    }

    @Test
    void shouldEndAsFailedWhenSomebodyElseExits() {
        Shutdown shutdown = shutdown(Long.MAX_VALUE);

        shutdown.exiting();

        assertThat(events).containsExactly(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("System.exit", "output is incomplete");
    }

    @Test
    void shouldLetTheProcessExitOnceEverythingHasEnded() {
        Shutdown shutdown = shutdown(Long.MAX_VALUE);

        shutdown.ended();
        shutdown.exiting();

        assertThat(events).isEmpty();
    }

    private Shutdown shutdown(long boundNanos) {
        return new Shutdown(new PrintStream(err, true, StandardCharsets.UTF_8), events::add, boundNanos);
    }
}
