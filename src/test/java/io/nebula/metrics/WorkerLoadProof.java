package io.nebula.metrics;

import static io.nebula.concurrency.Interleavings.check;
import static io.nebula.concurrency.Interleavings.shared;
import static io.nebula.concurrency.Interleavings.together;

import io.nebula.concurrency.Interleavings;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** That the time which a worker has been at work never falls. */
public final class WorkerLoadProof {
    @Test
    void shouldNeverFallWhileMorselsEndAndBegin() {
        Interleavings.of(() -> {
            WorkerLoad load = shared(new WorkerLoad());
            AtomicLong clock = new AtomicLong();
            load.begin(clock.get());
            long earlier = load.busyNanos(clock.addAndGet(10));

            together(() -> {
                load.end(clock.get());
                load.begin(clock.addAndGet(10));
            }, () -> check(load.busyNanos(clock.get()) >= earlier, "the time at work falls"));
        });
    }
}
