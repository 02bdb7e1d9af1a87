package io.nebula.cli.page;

import java.util.List;
import java.util.Locale;

/** Quantities as people read them. */
public final class Quantity {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Quantity() {}

    /** {@code 1 field}, {@code 2 fields}. */
    public static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** {@code a.csv}, {@code a.csv and 2 more}. @param all at least one */
    static String firstOf(List<?> all) {
        return all.get(0) + (all.size() == 1 ? "" : " and " + (all.size() - 1) + " more");
    }

    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** {@code 5s}, {@code 2m 05s}, {@code 3h 04m}. */
    public static String seconds(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600 ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds / 60 % 60);
    }
}
