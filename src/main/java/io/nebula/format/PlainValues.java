package io.nebula.format;

import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.ValueType;
import io.nebula.text.BooleanText;
import io.nebula.text.DateText;
import io.nebula.text.DoubleTexts;
import io.nebula.text.LongText;
import io.nebula.text.TimestampText;

/**
 * The numbers, dates, timestamps or booleans of one column of a batch, to be written row by row. Not thread-safe; an
 * encoder reuses one per field.
 */
public final class PlainValues {
    /** Room that {@link #write} may need, with what it may write beyond the end. */
    public static final int MAX_LENGTH = 40;

    private final DoubleTexts texts = new DoubleTexts();
    private ValueType type;
    private long[] valid;
    private long[] longs;
    private double[] doubles;
    private BooleanColumn booleans;

    /** Takes the selected rows of a column that is not held as text; it must stay as it is until they are written. */
    public void of(Column column, int[] selection, int selected) {
        type = column.type();
        valid = column.valid();
        if (column instanceof LongColumn values) {
            longs = values.values();
        } else if (column instanceof DoubleColumn values) {
            doubles = values.values();
            texts.of(doubles, selection, selected);
        } else if (column instanceof BooleanColumn values) {
            booleans = values;
        } else {
            throw new IllegalArgumentException(type.text() + " values are held as text");
        }
    }

    public boolean isNull(int row) {
        return valid != null && (valid[row >> 6] >>> row & 1) == 0;
    }

    /** Whether a row's value is neither NaN nor infinite; all values that are not doubles are finite. */
    public boolean isFinite(int row) {
        return type != ValueType.DOUBLE || doubles[row] - doubles[row] == 0;
    }

    /** The value of a row of a column of doubles. */
    public double number(int row) {
        return doubles[row];
    }

    /** Writes the value of a row that is not null at {@code at} and returns the position after it. */
    public int write(int row, byte[] out, int at) {
        return switch (type) {
            case DOUBLE -> texts.write(row, out, at);
            case LONG -> LongText.write(longs[row], out, at);
            case DATE -> DateText.write(longs[row], out, at);
            case TIMESTAMP -> TimestampText.write(longs[row], out, at);
            case BOOLEAN -> BooleanText.write(booleans.get(row), out, at);
            case STRING, JSON -> throw new IllegalStateException("text is copied");
        };
    }
}
