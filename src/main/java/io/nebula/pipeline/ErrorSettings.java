package io.nebula.pipeline;

import io.nebula.connector.SinkSpec;
import java.util.Objects;

/**
 * What becomes of records that cannot be processed, and how many of them are too many.
 *
 * @param deadLetter where they go; present exactly if the policy is {@link ErrorPolicy#DEAD_LETTER}
 * @param maxRejects how many rejected records a run may have, 0 or more; {@link #UNLIMITED} for any number
 * @param maxRejectRatio which part of the records read may be rejected, 0 to 1. Held against it are whole runs, and
 *     runs in progress once they have read {@link #WARM_UP} records
 */
public record ErrorSettings(ErrorPolicy policy, SinkSpec deadLetter, long maxRejects, double maxRejectRatio) {
    public static final long UNLIMITED = Long.MAX_VALUE;
    public static final long WARM_UP = 10_000;

    public ErrorSettings {
        Objects.requireNonNull(policy, "policy");
        if ((deadLetter != null) != (policy == ErrorPolicy.DEAD_LETTER)) {
            throw new IllegalArgumentException("a dead-letter sink belongs to the policy dead-letter, and to no other");
        }
        if (maxRejects < 0 || !(maxRejectRatio >= 0 && maxRejectRatio <= 1)) {
            throw new IllegalArgumentException("max-rejects must not be negative, max-reject-ratio be from 0 to 1");
        }
    }

    /** The run stops at the first record that cannot be processed. */
    public static ErrorSettings fail() {
        return new ErrorSettings(ErrorPolicy.FAIL, null, UNLIMITED, 1);
    }

    /** Records that cannot be processed are left out and counted, however many. */
    public static ErrorSettings skip() {
        return new ErrorSettings(ErrorPolicy.SKIP, null, UNLIMITED, 1);
    }

    /** Records that cannot be processed go to {@code sink}, however many. */
    public static ErrorSettings deadLetter(SinkSpec sink) {
        return new ErrorSettings(ErrorPolicy.DEAD_LETTER, sink, UNLIMITED, 1);
    }
}
