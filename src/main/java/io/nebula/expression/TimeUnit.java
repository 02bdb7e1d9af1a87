package io.nebula.expression;

import io.nebula.options.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The units that date functions count in: of fixed length in microseconds, or of so many months. */
enum TimeUnit {
    SECOND(1_000_000L, 0),
    MINUTE(60_000_000L, 0),
    HOUR(3_600_000_000L, 0),
    DAY(CastKernels.MICROS_PER_DAY, 0),
    WEEK(7 * CastKernels.MICROS_PER_DAY, 0),
    MONTH(0, 1),
    QUARTER(0, 3),
    YEAR(0, 12);

    final long micros;
    final int months;

    TimeUnit(long micros, int months) {
        this.micros = micros;
        this.months = months;
    }

    /** The unit that a constant argument names, in any case. */
    static TimeUnit named(Object constant) {
        String name = ((String) constant).toUpperCase(Locale.ROOT);
        List<String> names = Arrays.stream(values()).map(unit -> unit.name().toLowerCase(Locale.ROOT)).toList();
        for (TimeUnit unit : values()) {
            if (unit.name().equals(name)) {
                return unit;
            }
        }
        String near = Suggestion.of(name, names);
        throw new IllegalArgumentException("'" + constant + "' is not a unit; "
                + (near != null ? near : "units are " + String.join(", ", names)));
    }

    /** The unit that a constant argument names; dates have none below a day. */
    static TimeUnit ofDate(Object constant) {
        TimeUnit unit = named(constant);
        if (unit.compareTo(DAY) < 0) {
            throw new IllegalArgumentException("a date has no " + constant + "; use cast(… as timestamp)");
        }
        return unit;
    }

    /** How many days this unit has, if it has a fixed number. */
    long days() {
        return micros / CastKernels.MICROS_PER_DAY;
    }
}
