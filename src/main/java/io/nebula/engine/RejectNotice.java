package io.nebula.engine;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Says now and then, while a run goes on, how many records have been rejected: not for each of them, and not at all in a
 * run that ends soon, whose summary says it. One thread at a time.
 */
final class RejectNotice {
    static final long FIRST_NANOS = 10_000_000_000L;
    static final long INTERVAL_NANOS = 60_000_000_000L;
    private final Consumer<String> log;
    private long nextNanos;
    private long told;

    /** @param now as {@link System#nanoTime} tells it */
    RejectNotice(Consumer<String> log, long now) {
        this.log = log;
        this.nextNanos = now + FIRST_NANOS;
    }

    /** @param rejected so far @param read so far @param sample the last one kept for a person; null if there is none */
    void rejected(long rejected, long read, String sample, long now) {
        if (rejected == told || now - nextNanos < 0) {
            return;
        }
        log.accept(String.format(Locale.ROOT, "%,d of %,d records rejected so far, %,d of them since the last notice%s",
                rejected, read, rejected - told, sample == null ? "" : "; e.g. " + sample));
        told = rejected;
        nextNanos = now + INTERVAL_NANOS;
    }
}
