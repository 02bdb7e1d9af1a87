package io.nebula.text;

import java.nio.charset.StandardCharsets;

/**
 * A date pattern whose every part has one width: numbers with leading zeros and ASCII separators, at least year,
 * month and day, time only down to some unit without a gap. Parses and writes without {@code java.time} and without
 * allocation.
 *
 * <p>Covers the years 0 to 9999; others make the text longer and are {@link TimePattern}'s business. Immutable.
 */
final class FixedPattern {
    /** What {@link #parse} returns for text of the right length that does not fit. */
    static final long INVALID = Long.MIN_VALUE;

    private static final int ABSENT = -1;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int[] UNITS = {0, 100_000, 10_000, 1_000, 100, 10, 1};

    /** The text with a zero for every digit. */
    private final byte[] frame;
    private final int year;
    private final int month;
    private final int day;
    private final int hour;
    private final int minute;
    private final int second;
    private final int fraction;
    private final int fractionDigits;

    private FixedPattern(byte[] frame, String letters) {
        this.frame = frame;
        year = letters.indexOf('u');
        month = letters.indexOf('M');
        day = letters.indexOf('d');
        hour = letters.indexOf('H');
        minute = letters.indexOf('m');
        second = letters.indexOf('s');
        fraction = letters.indexOf('S');
        fractionDigits = fraction == ABSENT ? 0 : letters.lastIndexOf('S') + 1 - fraction;
    }

    /** The fixed form of {@code pattern}, in which {@code u} is the year, or null if it has none. */
    static FixedPattern of(String pattern) {
        StringBuilder frame = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < pattern.length(); at++) {
            char character = pattern.charAt(at);
            if (character == '\'') {
                if (pattern.startsWith("''", at)) {
                    return null;
                }
                quoted = !quoted;
            } else if (!quoted && Character.isLetter(character)) {
                frame.append('0');
                letters.append(character);
            } else if (isPlainLiteral(character, quoted)) {
                frame.append(character);
                letters.append(' ');
            } else {
                return null;
            }
        }
        return isFixed(letters.toString())
                ? new FixedPattern(frame.toString().getBytes(StandardCharsets.US_ASCII), letters.toString())
                : null;
    }

    /** Digits could be taken for a part of a number, brackets and the like have a meaning of their own. */
    private static boolean isPlainLiteral(char character, boolean quoted) {
        boolean plain = character >= ' ' && character < 0x7F && !(character >= '0' && character <= '9');
        return plain && (quoted || "[]{}#".indexOf(character) < 0);
    }

    private static boolean isFixed(String letters) {
        boolean date = hasOnly(letters, 'u', 4) && hasOnly(letters, 'M', 2) && hasOnly(letters, 'd', 2);
        if (!date || letters.matches(".*[^uMdHmsS ].*") || letters.contains("uS")) {
            return false;
        }
        boolean gap = false;
        for (char unit : new char[] {'H', 'm', 's'}) {
            boolean present = letters.indexOf(unit) >= 0;
            if (present && (gap || !hasOnly(letters, unit, 2))) {
                return false;
            }
            gap |= !present;
        }
        int fraction = letters.lastIndexOf('S') - letters.indexOf('S') + 1;
        return letters.indexOf('S') < 0 || !gap && fraction <= 9 && hasOnly(letters, 'S', fraction);
    }

    /** Whether {@code letter} occurs in one run of {@code width} and nowhere else. */
    private static boolean hasOnly(String letters, char letter, int width) {
        int first = letters.indexOf(letter);
        int last = letters.lastIndexOf(letter);
        return first >= 0 && last - first + 1 == width
                && letters.substring(first, last + 1).equals(String.valueOf(letter).repeat(width));
    }

    /** How long every text is. */
    int length() {
        return frame.length;
    }

    /** Whether a text that is longer than usual may still fit, because its year has a sign. */
    boolean mayBeLong(byte[] bytes, int start, int length) {
        return length > frame.length && (bytes[start + year] == '+' || bytes[start + year] == '-');
    }

    /** Parses exactly {@link #length} bytes as microseconds since 1970 in UTC. */
    long parse(byte[] bytes, int start) {
        if (!fitsFrame(bytes, start)) {
            return INVALID;
        }
        int y = pair(bytes, start + year) * 100 + pair(bytes, start + year + 2);
        int m = pair(bytes, start + month);
        int d = pair(bytes, start + day);
        int secondOfDay = secondOfDay(bytes, start);
        if (secondOfDay < 0 || !CivilDate.isValid(y, m, d)) {
            return INVALID;
        }
        long micros = CivilDate.toEpochDay(y, m, d) * DAY_MICROS + secondOfDay * 1_000_000L;
        return fractionDigits == 0 ? micros : micros + fractionMicros(bytes, start + fraction);
    }

    private boolean fitsFrame(byte[] bytes, int start) {
        for (int k = 0; k < frame.length; k++) {
            byte expected = frame[k];
            byte actual = bytes[start + k];
            if (expected == '0' ? actual < '0' || actual > '9' : actual != expected) {
                return false;
            }
        }
        return true;
    }

    private int secondOfDay(byte[] bytes, int start) {
        return CivilDate.secondOfDay(hour == ABSENT ? 0 : pair(bytes, start + hour),
                minute == ABSENT ? 0 : pair(bytes, start + minute), second == ABSENT ? 0 : pair(bytes, start + second));
    }

    private int fractionMicros(byte[] bytes, int start) {
        int counted = Math.min(fractionDigits, 6);
        int value = 0;
        for (int k = 0; k < counted; k++) {
            value = value * 10 + bytes[start + k] - '0';
        }
        return value * UNITS[counted];
    }

    private static int pair(byte[] bytes, int at) {
        return bytes[at] * 10 + bytes[at + 1] - '0' * 11;
    }

    /**
     * Writes the moment and returns the position after it, or -1, with nothing written, outside the years 0 to 9999.
     */
    int write(long epochDay, long microOfDay, byte[] out, int at) {
        long civil = CivilDate.ofEpochDay(epochDay);
        int y = (int) CivilDate.year(civil);
        if (y < 0 || y > 9999) {
            return -1;
        }
        System.arraycopy(frame, 0, out, at, frame.length);
        Digits.writePair(y / 100, out, at + year);
        Digits.writePair(y % 100, out, at + year + 2);
        Digits.writePair(CivilDate.month(civil), out, at + month);
        Digits.writePair(CivilDate.day(civil), out, at + day);
        int secondOfDay = (int) (microOfDay / 1_000_000);
        if (hour != ABSENT) {
            Digits.writePair(secondOfDay / 3600, out, at + hour);
        }
        if (minute != ABSENT) {
            Digits.writePair(secondOfDay / 60 % 60, out, at + minute);
        }
        if (second != ABSENT) {
            Digits.writePair(secondOfDay % 60, out, at + second);
        }
        if (fractionDigits > 0) {
            int counted = Math.min(fractionDigits, 6);
            Digits.write(microOfDay % 1_000_000 / UNITS[counted], counted, out, at + fraction);
        }
        return at + frame.length;
    }
}
