package io.nebula.text;

/** Calendar days as ASCII {@code yyyy-MM-dd}, held as days since 1970-01-01. Stateless. */
public final class DateText {
    /** What {@link #parse} returns for text that is no date. */
    public static final long INVALID = Long.MIN_VALUE;
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 24;

    private static final int LENGTH = 10;
    private static final long FAR = 1L << 50;

    private DateText() {}

    /**
     * Parses the ten bytes {@code yyyy-MM-dd}: a real day of the proleptic Gregorian calendar, years 0000 to 9999.
     *
     * @return days since 1970-01-01, or {@link #INVALID}
     */
    public static long parse(byte[] bytes, int start, int length) {
        return length == LENGTH ? CivilDate.parse(bytes, start) : INVALID;
    }

    /**
     * Writes {@code day} at {@code at} and returns the position after it. Any number is a day; years outside 0000 to
     * 9999 get a sign and at least four digits, as {@link java.time.LocalDate#toString} has them, and are not parsed
     * back.
     */
    public static int write(long day, byte[] out, int at) {
        long cycles = 0;
        if (day > FAR || day < -FAR) {
            cycles = Math.floorDiv(day, CivilDate.CYCLE_DAYS);
        }
        long civil = CivilDate.ofEpochDay(day - cycles * CivilDate.CYCLE_DAYS);
        int end = writeYear(CivilDate.year(civil) + cycles * 400, out, at);
        out[end] = '-';
        Digits.writePair(CivilDate.month(civil), out, end + 1);
        out[end + 3] = '-';
        Digits.writePair(CivilDate.day(civil), out, end + 4);
        return end + 6;
    }

    private static int writeYear(long year, byte[] out, int at) {
        if (year >= 0 && year <= 9999) {
            Digits.writePair((int) year / 100, out, at);
            Digits.writePair((int) year % 100, out, at + 2);
            return at + 4;
        }
        out[at] = (byte) (year < 0 ? '-' : '+');
        long magnitude = Math.abs(year);
        return Digits.write(magnitude, Math.max(4, Digits.count(magnitude)), out, at + 1);
    }
}
