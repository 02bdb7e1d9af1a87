package io.nebula.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the morsels being worked on: names one that runs long, gives up on one that runs too long. */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Duration timeout;
    private final Set<Long> named = new HashSet<>();

    Watchdog(Duration timeout) {
        this.timeout = timeout;
    }

    /** How often to look. */
    Duration interval() {
        return Duration.ofMillis(Math.max(1, Math.min(1_000, timeout.dividedBy(4).toMillis())));
    }

    /** @return why the run must fail, with the thread's stack; null if it need not */
    String inspect(List<? extends Job<?>> running, long nowNanos) {
        for (Job<?> job : running) {
            Duration age = Duration.ofNanos(nowNanos - job.claimedAtNanos());
            if (age.compareTo(timeout) > 0) {
                return "morsel " + job.sequence + " has been worked on for " + age.toMillis()
                        + " ms, longer than morsel-timeout; a transform may be stuck. Its thread:" + stack(job.thread());
            }
            if (age.compareTo(LONG) > 0 && named.add(job.sequence)) {
                LOG.warn("Morsel {} has been worked on for {} s by {}", job.sequence, age.toSeconds(),
                        stack(job.thread()));
            }
        }
        return null;
    }

    private static String stack(Thread thread) {
        StringBuilder text = new StringBuilder("\n  \"" + thread.getName() + "\" " + thread.getState());
        for (StackTraceElement element : thread.getStackTrace()) {
            text.append("\n    at ").append(element);
        }
        return text.toString();
    }
}
