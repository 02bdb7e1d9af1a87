package io.nebula.text;

/**
 * Days since 1970-01-01 and years, months and days of the proleptic Gregorian calendar.
 *
 * <p>Years count from March here, so that a leap day is the last day of its year; 400 such years always have the same
 * number of days.
 */
final class CivilDate {
    /** The days of 400 years. */
    static final int CYCLE_DAYS = 146_097;

    /** From 0000-03-01 to 1970-01-01. */
    private static final int EPOCH_OFFSET = 719_468;
    private static final int INVALID = -1;
    /** Two bits for each month, January in bits 2 and 3; February without its leap day. */
    private static final int DAYS_BEYOND_28 = 0b11_10_11_10_11_11_10_11_10_11_00_11_00;

    private static final long DATE_FRAME = frame("0000-00-");
    private static final long DATE_LIMIT = limit("0000-00-");
    private static final long TIME_FRAME = frame("00:00:00");
    private static final long TIME_LIMIT = limit("00:00:00");
    private static final long TIME_PAIRS = 0x00FF0000FF0000FFL;
    /** Added to these pairs, sets a high bit where an hour is above 23 or a minute or second above 59. */
    private static final long TIME_BOUND = 0x7F - 23 | 0x7F - 59L << 24 | 0x7F - 59L << 48;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private CivilDate() {}

    private static long frame(String form) {
        long word = 0;
        for (int k = 7; k >= 0; k--) {
            word = word << 8 | form.charAt(k);
        }
        return word;
    }

    /**
     * Added to text without its frame, sets a high bit where a digit is above 9 or a separator is another character.
     */
    private static long limit(String form) {
        long word = 0;
        for (int k = 7; k >= 0; k--) {
            word = word << 8 | (form.charAt(k) == '0' ? 0x76 : 0x7F);
        }
        return word;
    }

    /** Parses the ten bytes {@code yyyy-MM-dd} from {@code start} on, or returns {@link DateText#INVALID}. */
    static long parse(byte[] bytes, int start) {
        long digits = Words.load8(bytes, start) ^ DATE_FRAME;
        int day = Digits.two(bytes, start + 8);
        if (((digits + DATE_LIMIT | digits) & HIGH_BITS) != 0 || day == Digits.INVALID) {
            return DateText.INVALID;
        }
        int year = pair(digits) * 100 + pair(digits >>> 16);
        int month = pair(digits >>> 40);
        return isValid(year, month, day) ? toEpochDay(year, month, day) : DateText.INVALID;
    }

    /** Parses the eight bytes {@code HH:mm:ss} from {@code start} on as a second of the day, or returns -1. */
    static int parseTime(byte[] bytes, int start) {
        long digits = Words.load8(bytes, start) ^ TIME_FRAME;
        if (((digits + TIME_LIMIT | digits) & HIGH_BITS) != 0) {
            return INVALID;
        }
        // each byte becomes the number that it and the next one say: hour, minute and second three bytes apart
        long pairs = (digits * 10 + (digits >>> 8)) & TIME_PAIRS;
        if ((pairs + TIME_BOUND & HIGH_BITS) != 0) {
            return INVALID;
        }
        int minutes = (int) (pairs * (1 + (60L << 24)) >>> 24) & 0xFFFFFF;
        return minutes * 60 + (int) (pairs >>> 48);
    }

    /** The second of the day, or -1 when one of the values is out of its range. */
    static int secondOfDay(int hour, int minute, int second) {
        return hour > 23 || minute > 59 || second > 59 ? INVALID : hour * 3600 + minute * 60 + second;
    }

    private static int pair(long digits) {
        return (int) (digits & 0xFF) * 10 + (int) (digits >>> 8 & 0xFF);
    }

    static boolean isValid(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        return day <= 28 + (DAYS_BEYOND_28 >>> 2 * month & 3) || day == 29 && month == 2 && isLeap(year);
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The day of a date of the years 0 to 9999. */
    static long toEpochDay(int year, int month, int day) {
        // 400 years more keep January of the year 0, which belongs to the March year before, out of the negative
        int marchYear = year + 400 - (month <= 2 ? 1 : 0);
        int marchMonth = month > 2 ? month - 3 : month + 9;
        int dayOfYear = (153 * marchMonth + 2) / 5 + day - 1;
        int leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
        return marchYear * 365 + leapDays + dayOfYear - EPOCH_OFFSET - CYCLE_DAYS;
    }

    /** Year, month and day of {@code epochDay} in one number, for days at most 2^50 away from 1970. */
    static long ofEpochDay(long epochDay) {
        long marchDay = epochDay + EPOCH_OFFSET;
        long cycle = Math.floorDiv(marchDay, CYCLE_DAYS);
        int dayOfCycle = (int) (marchDay - cycle * CYCLE_DAYS);
        int yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
        int dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        long year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0);
        return year << 9 | month << 5 | day;
    }

    static long year(long civil) {
        return civil >> 9;
    }

    static int month(long civil) {
        return (int) civil >>> 5 & 15;
    }

    static int day(long civil) {
        return (int) civil & 31;
    }
}
