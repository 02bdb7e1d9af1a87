package io.nebula.simulation;

import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** An actor system's scheduler in the time of its schedule. */
public final class SimulatedTimers extends AbstractScheduler {
    private final Schedule schedule = Schedule.current();

    /** Called by Pekko. */
    public SimulatedTimers(Config config, LoggingAdapter log, ThreadFactory threads) {}

    @Override
    @SuppressWarnings("deprecation")
    public Cancellable schedule(FiniteDuration initialDelay, FiniteDuration interval, Runnable runnable,
            ExecutionContext executor) {
        return scheduleWithFixedDelay(initialDelay, interval, runnable, executor);
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
        Schedule.Timer timer = schedule.later(Math.max(0, delay.toNanos()), () -> executor.execute(runnable));
        return new Cancellable() {
            @Override
            public boolean cancel() {
                boolean first = !timer.cancelled;
                timer.cancelled = true;
                return first;
            }

            @Override
            public boolean isCancelled() {
                return timer.cancelled;
            }
        };
    }

    @Override
    public double maxFrequency() {
        return 1_000;
    }
}
