package io.nebula.text;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Calendar days as ASCII {@code yyyy-MM-dd}, held as days since 1970-01-01. */
public final class DateText {
    /** What {@link #parse} returns for text that is no date. */
    public static final long INVALID = Long.MIN_VALUE;
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 20;

    private DateText() {}

    public static long parse(byte[] bytes, int start, int length) {
        try {
            return LocalDate.parse(new String(bytes, start, length, StandardCharsets.ISO_8859_1)).toEpochDay();
        } catch (DateTimeParseException e) {
            return INVALID;
        }
    }

    /** Writes {@code day} at {@code at} and returns the position after it. */
    public static int write(long day, byte[] out, int at) {
        byte[] text = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, out, at, text.length);
        return at + text.length;
    }
}
