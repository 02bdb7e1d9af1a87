package io.nebula.expression;

/** Days since 1970-01-01 as year, month and day of the ISO calendar, and back, without objects. */
final class Calendar {
    /** Years are counted from March, so that the leap day is a year's last: this many days lie before 1970-01-01. */
    private static final long DAYS_BEFORE_1970 = 719_468;
    private static final int DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;

    private Calendar() {}

    /** Year, month and day in one number: see {@link #year}, {@link #month}, {@link #day}. */
    static long civil(long epochDay) {
        long shifted = epochDay + DAYS_BEFORE_1970;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0);
        return year << 9 | month << 5 | day;
    }

    static long year(long civil) {
        return civil >> 9;
    }

    static int month(long civil) {
        return (int) (civil >> 5 & 15);
    }

    static int day(long civil) {
        return (int) (civil & 31);
    }

    /** The number of months since the year 0 began. */
    static long months(long civil) {
        return year(civil) * 12 + month(civil) - 1;
    }

    /** The day with that number in a month given by {@link #months}. */
    static long epochDay(long months, int day) {
        long year = Math.floorDiv(months, 12);
        int month = Math.floorMod(months, 12) + 1;
        long shiftedYear = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shiftedYear, YEARS_PER_ERA);
        int yearOfEra = (int) (shiftedYear - era * YEARS_PER_ERA);
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - DAYS_BEFORE_1970;
    }

    /** How many days a month given by {@link #months} has. */
    static int length(long months) {
        return (int) (epochDay(months + 1, 1) - epochDay(months, 1));
    }
}
