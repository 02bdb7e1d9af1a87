package io.nebula.expression;

import static io.nebula.record.ValueType.BOOLEAN;
import static io.nebula.record.ValueType.DATE;
import static io.nebula.record.ValueType.DOUBLE;
import static io.nebula.record.ValueType.JSON;
import static io.nebula.record.ValueType.LONG;
import static io.nebula.record.ValueType.STRING;
import static io.nebula.record.ValueType.TIMESTAMP;

/** The table of {@code cast}: one overload for each pair of types, told apart by result. */
final class CastFunction {
    private CastFunction() {}

    static Function create() {
        return new Function("cast", "The value as another type.", "cast('12' as long)", "12")
                .fails("cast", "is not a %s; to get null instead, compute try(cast(… as %s))")
                .dense(DOUBLE, DoubleKernels::fromLong, LONG)
                .dense(TIMESTAMP, CastKernels::dateToTimestamp, DATE)
                .dense(LONG, CastKernels::doubleToLong, DOUBLE)
                .dense(LONG, CastKernels::booleanToLong, BOOLEAN)
                .rows(BOOLEAN, CastKernels::longToBoolean, LONG)
                .dense(DATE, CastKernels::timestampToDate, TIMESTAMP)
                .rows(LONG, CastKernels::textToLong, STRING)
                .rows(DOUBLE, CastKernels::textToDouble, STRING)
                .rows(BOOLEAN, CastKernels::textToBoolean, STRING)
                .rows(DATE, CastKernels::textToDate, STRING)
                .rows(TIMESTAMP, CastKernels::textToTimestamp, STRING)
                .rows(STRING, CastKernels::sameText, JSON)
                .rows(STRING, CastKernels::longToText, LONG)
                .rows(STRING, CastKernels::doubleToText, DOUBLE)
                .rows(STRING, CastKernels::booleanToText, BOOLEAN)
                .rows(STRING, CastKernels::dateToText, DATE)
                .rows(STRING, CastKernels::timestampToText, TIMESTAMP);
    }
}
