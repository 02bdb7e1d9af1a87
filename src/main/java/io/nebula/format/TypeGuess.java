package io.nebula.format;

import io.nebula.record.ValueType;
import io.nebula.text.BooleanText;
import io.nebula.text.DateText;
import io.nebula.text.LongText;
import io.nebula.text.TimestampText;

/**
 * The narrowest type that fits all texts seen: a type is out as soon as one text does not fit. Numbers count only as
 * JSON writes them, except that a digit before or after the point may be missing: leading zeros, a plus sign or more
 * digits than a long has make text.
 */
public final class TypeGuess {
    private boolean any;
    private boolean booleans = true;
    private boolean longs = true;
    private boolean doubles = true;
    private boolean dates = true;
    private boolean timestamps = true;

    /** Whether the type is known, whatever comes: text is what remains when everything else is out. */
    public boolean isText() {
        return any && !(booleans || longs || doubles || dates || timestamps);
    }

    /** Looks at one more value, which is not null. */
    public void see(byte[] bytes, int start, int length) {
        any = true;
        booleans = booleans && BooleanText.parse(bytes, start, length) != BooleanText.INVALID;
        if (longs || doubles) {
            seeNumber(bytes, start, length);
        }
        dates = dates && isDate(bytes, start, length);
        timestamps = timestamps && isTimestamp(bytes, start, length);
    }

    private void seeNumber(byte[] bytes, int start, int length) {
        if (longs && isCounting(bytes, start, length)) {
            return;
        }
        NumberShape shape = NumberShape.of(bytes, start, length);
        boolean minusZero = length == 2 && bytes[start] == '-' && bytes[start + 1] == '0';
        boolean fits = shape == NumberShape.INTEGER && (LongText.parse(bytes, start, length) != LongText.INVALID
                || LongText.isInvalidValue(bytes, start, length));
        longs = longs && fits && !minusZero;
        doubles = doubles && (fits || shape == NumberShape.DECIMAL || shape == NumberShape.LOOSE_DECIMAL);
    }

    /** Whether the text is an integer of the most usual kind: it need not be looked at twice. */
    private static boolean isCounting(byte[] bytes, int start, int length) {
        return length > 0 && bytes[start] >= '1' && bytes[start] <= '9'
                && LongText.parse(bytes, start, length) != LongText.INVALID;
    }

    /** Whether the text is a date. */
    public static boolean isDate(byte[] bytes, int start, int length) {
        return length == "yyyy-MM-dd".length() && isDigit(bytes[start])
                && DateText.parse(bytes, start, length) != DateText.INVALID;
    }

    /** Whether the text is an RFC 3339 timestamp. */
    public static boolean isTimestamp(byte[] bytes, int start, int length) {
        return length >= "yyyy-MM-ddTHH:mmZ".length() && isDigit(bytes[start])
                && TimestampText.parse(bytes, start, length) != TimestampText.INVALID;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    /** The type; text if there was nothing to see. */
    public ValueType type() {
        if (!any) {
            return ValueType.STRING;
        }
        return booleans ? ValueType.BOOLEAN : longs ? ValueType.LONG : doubles ? ValueType.DOUBLE
                : dates ? ValueType.DATE : timestamps ? ValueType.TIMESTAMP : ValueType.STRING;
    }
}
