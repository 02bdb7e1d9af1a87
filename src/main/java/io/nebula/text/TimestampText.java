package io.nebula.text;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Moments as RFC 3339 text, held as microseconds since 1970-01-01T00:00:00Z. */
public final class TimestampText {
    /** What {@link #parse} returns for text that is no RFC 3339 timestamp. */
    public static final long INVALID = Long.MIN_VALUE;
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 32;

    private TimestampText() {}

    public static long parse(byte[] bytes, int start, int length) {
        try {
            Instant instant = OffsetDateTime.parse(new String(bytes, start, length, StandardCharsets.ISO_8859_1)).toInstant();
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (DateTimeParseException e) {
            return INVALID;
        }
    }

    /** Writes {@code micros} in UTC at {@code at} and returns the position after it. */
    public static int write(long micros, byte[] out, int at) {
        byte[] text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, out, at, text.length);
        return at + text.length;
    }
}
