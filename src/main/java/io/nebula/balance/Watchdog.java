package io.nebula.balance;

import io.nebula.format.Morsel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks at what takes long: names a morsel that runs long, gives up on one that runs too long, names a source from which
 * nothing comes. Time in which the whole process stood still, stopped by a signal or frozen with its container, counts for
 * nobody. Reads no clock itself.
 */
public final class Watchdog {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration MOST_INTERVAL = Duration.ofSeconds(1);
    /** Where nobody has looked for more intervals than these, it was not only late; fewer than a timeout has. */
    private static final int STANDSTILL = 3;

    private final Duration timeout;
    private final Consumer<String> warnings;
    private final Set<Long> named = new HashSet<>();
    private long lastArrival;
    private boolean sourceNamed;
    private boolean looked;
    private long lastLook;
    private boolean stoodStill;
    private long movingSince;

    /** @param warnings takes what a person should know of before it comes to a failure */
    public Watchdog(Duration timeout, Consumer<String> warnings) {
        this.timeout = timeout;
        this.warnings = warnings;
    }

    /** How often to look. */
    public Duration interval() {
        return Duration.ofMillis(Math.max(1, Math.min(MOST_INTERVAL.toMillis(), timeout.dividedBy(4).toMillis())));
    }

    /** @return why the run must fail, with the thread's stack; null if it need not */
    public MorselFailedException inspect(List<? extends Job<?>> running, long nowNanos) {
        look(nowNanos);
        for (Job<?> job : running) {
            Duration age = since(job.claimedAtNanos(), nowNanos);
            if (age.compareTo(timeout) > 0) {
                return new MorselFailedException("morsel " + job.sequence + " has been worked on for " + age.toMillis()
                        + " ms, longer than morsel-timeout; a transform may be stuck. Its thread:" + stack(job.thread()),
                        job.input);
            }
            if (age.compareTo(LONG) > 0 && named.add(job.sequence)) {
                warnings.accept("Morsel " + job.sequence + place(job.input) + " has been worked on for " + age.toSeconds()
                        + " s. Its thread:" + stack(job.thread()));
            }
        }
        return null;
    }

    /** Takes note that the source has delivered something, or that it may begin to. */
    public void arrived(long nowNanos) {
        lastArrival = nowNanos;
        sourceNamed = false;
    }

    /** @param waiting whether somebody who could work has nothing to do but to wait for the source */
    public void inspectSource(boolean waiting, long nowNanos) {
        look(nowNanos);
        Duration quiet = since(lastArrival, nowNanos);
        if (waiting && !sourceNamed && quiet.compareTo(LONG) > 0) {
            sourceNamed = true;
            warnings.accept("Nothing has come from the source for " + quiet.toSeconds()
                    + " s, and workers wait for it; look at who writes it, or at the disk");
        }
    }

    private void look(long nowNanos) {
        if (looked && nowNanos - lastLook > interval().toNanos() * STANDSTILL) {
            stoodStill = true;
            movingSince = nowNanos;
        }
        looked = true;
        lastLook = nowNanos;
    }

    private Duration since(long nanos, long nowNanos) {
        return Duration.ofNanos(nowNanos - (stoodStill && movingSince - nanos > 0 ? movingSince : nanos));
    }

    /** What is known of an input's place here, where nobody counts lines; empty if nothing. */
    private static String place(Object input) {
        if (!(input instanceof Morsel morsel)) {
            return "";
        }
        return " (" + morsel.origin().name() + ", " + (morsel.bytes() == null ? "records " : "bytes ") + morsel.position()
                + " to " + (morsel.end() - 1) + ")";
    }

    private static String stack(Thread thread) {
        StringBuilder text = new StringBuilder("\n  \"" + thread.getName() + "\" " + thread.getState());
        for (StackTraceElement element : thread.getStackTrace()) {
            text.append("\n    at ").append(element);
        }
        return text.toString();
    }
}
