package io.nebula.text;

/** Moments as RFC 3339 text, held as microseconds since 1970-01-01T00:00:00Z. Stateless. */
public final class TimestampText {
    /** What {@link #parse} returns for text that is no RFC 3339 timestamp. */
    public static final long INVALID = Long.MIN_VALUE;
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 32;

    private static final long DAY_MICROS = 86_400_000_000L;
    /** {@code yyyy-MM-ddTHH:mm:ss}. */
    private static final int SECONDS_LENGTH = 19;
    private static final int FRACTION_DIGITS = 9;
    private static final int[] NANOS_PER_UNIT =
            {0, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private TimestampText() {}

    /**
     * Parses {@code yyyy-MM-ddTHH:mm:ss}, up to nine digits of a fraction and {@code Z} or an offset such as
     * {@code +02:00} (up to 23:59). The {@code T} may be {@code t} or a space, the {@code Z} may be {@code z}.
     *
     * <p>What the fraction says beyond microseconds is cut off. A leap second ({@code :60}) is not accepted: the
     * scale of the result has no place for it.
     *
     * @return microseconds since 1970-01-01T00:00:00Z, or {@link #INVALID}
     */
    public static long parse(byte[] bytes, int start, int length) {
        if (length <= SECONDS_LENGTH) {
            return INVALID;
        }
        long day = CivilDate.parse(bytes, start);
        int second = CivilDate.parseTime(bytes, start + 11);
        if (day == DateText.INVALID || second < 0 || !isSeparator(bytes[start + 10])) {
            return INVALID;
        }
        long micros = day * DAY_MICROS + second * 1_000_000L;
        int at = start + SECONDS_LENGTH;
        int end = start + length;
        if (bytes[at] == '.') {
            return fractionAndZone(bytes, at + 1, end, micros);
        }
        return zone(bytes, at, end, micros);
    }

    /**
     * Writes {@code micros} as {@code yyyy-MM-ddTHH:mm:ssZ} at {@code at} and returns the position after it. A fraction
     * that is not zero has three digits, or six where three cannot hold it; years are as in {@link DateText#write}.
     */
    public static int write(long micros, byte[] out, int at) {
        long day = Math.floorDiv(micros, DAY_MICROS);
        long microOfDay = micros - day * DAY_MICROS;
        int second = (int) (microOfDay / 1_000_000);
        int fraction = (int) (microOfDay - second * 1_000_000L);
        int end = DateText.write(day, out, at);
        out[end] = 'T';
        Digits.writePair(second / 3600, out, end + 1);
        out[end + 3] = ':';
        Digits.writePair(second / 60 % 60, out, end + 4);
        out[end + 6] = ':';
        Digits.writePair(second % 60, out, end + 7);
        end += 9;
        if (fraction != 0) {
            end = writeFraction(fraction, out, end);
        }
        out[end] = 'Z';
        return end + 1;
    }

    private static boolean isSeparator(byte character) {
        return character == 'T' || character == 't' || character == ' ';
    }

    private static long fractionAndZone(byte[] bytes, int start, int end, long micros) {
        int value = 0;
        int at = start;
        int last = Math.min(end, start + FRACTION_DIGITS);
        for (; at < last; at++) {
            int digit = Digits.one(bytes, at);
            if (!Digits.isDigit(digit)) {
                break;
            }
            value = value * 10 + digit;
        }
        if (at == start) {
            return INVALID;
        }
        return zone(bytes, at, end, micros + value * NANOS_PER_UNIT[at - start] / 1_000);
    }

    private static long zone(byte[] bytes, int at, int end, long micros) {
        int length = end - at;
        if (length == 1) {
            return bytes[at] == 'Z' || bytes[at] == 'z' ? micros : INVALID;
        }
        if (length != 6 || bytes[at + 3] != ':') {
            return INVALID;
        }
        int hours = Digits.two(bytes, at + 1);
        int minutes = Digits.two(bytes, at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return INVALID;
        }
        long offsetMicros = (hours * 60 + minutes) * 60_000_000L;
        return switch (bytes[at]) {
            case '+' -> micros - offsetMicros;
            case '-' -> micros + offsetMicros;
            default -> INVALID;
        };
    }

    private static int writeFraction(int micros, byte[] out, int at) {
        out[at] = '.';
        int millis = micros / 1_000;
        return millis * 1_000 == micros
                ? Digits.write(millis, 3, out, at + 1)
                : Digits.write(micros, 6, out, at + 1);
    }
}
