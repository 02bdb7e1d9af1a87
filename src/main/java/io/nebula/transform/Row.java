package io.nebula.transform;

import io.nebula.options.Suggestion;
import io.nebula.record.BooleanColumn;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.util.stream.IntStream;

/**
 * A cursor over the records of a batch: one object for all of them, so keep no reference to it.
 *
 * <p>Fields are known by name or by their index in the schema after the transform, see {@link #index}. A value that has
 * been set is read back; until then a field has the value that arrived. Reading a null as a value refuses the record:
 * ask {@link #isNull} where nulls may be. Dates are days since 1970-01-01, timestamps microseconds since
 * 1970-01-01T00:00:00Z.
 */
public final class Row {
    private static final int REMEMBERED = 16;

    private final Schema schema;
    private final int[] origins;
    private final Column[] settable;
    private final int[] sets;
    private final Column[] read;
    /** The names that the record before was asked for, in that order: most lambdas ask for the same ones again. */
    private final String[] names = new String[REMEMBERED];
    private final int[] indexes = new int[REMEMBERED];
    private int asked;
    /** The last record in which each field was set. */
    private final long[] setIn;
    private int unset;
    private RecordBatch batch;
    private int row;
    private long record;

    /**
     * @param schema the fields there are, those to set included
     * @param origins where each comes from in the batch; -1 if it is new
     * @param settable a column for each field that may be set; null for the others
     */
    Row(Schema schema, int[] origins, Column[] settable) {
        this.schema = schema;
        this.origins = origins;
        this.settable = settable;
        this.sets = IntStream.range(0, settable.length).filter(field -> settable[field] != null).toArray();
        this.read = new Column[schema.size()];
        this.setIn = new long[schema.size()];
    }

    /** The index of a field, to be found once and used for every record. */
    public int index(String field) {
        int next = asked;
        if (next < REMEMBERED && names[next] == field) {
            asked = next + 1;
            return indexes[next];
        }
        int index = find(field);
        if (next < REMEMBERED) {
            names[next] = field;
            indexes[next] = index;
            asked = next + 1;
        }
        return index;
    }

    private int find(String field) {
        int index = schema.indexOf(field);
        if (index < 0) {
            String near = Suggestion.of(field, schema.names());
            throw new IllegalArgumentException("there is no field '" + field + "'; "
                    + (near != null ? near : "fields are " + String.join(", ", schema.names())
                    + "; declare the fields that you set"));
        }
        return index;
    }

    public boolean isNull(String field) {
        return isNull(index(field));
    }

    public boolean isNull(int field) {
        Column column = column(field);
        return column == null || column.isNull(row);
    }

    /** An integer, a date or a timestamp. */
    public long getLong(String field) {
        return getLong(index(field));
    }

    /** An integer, a date or a timestamp. */
    public long getLong(int field) {
        if (present(field) instanceof LongColumn longs) {
            return longs.values()[row];
        }
        throw wrongType(field, "long");
    }

    /** A double, or an integer as one. */
    public double getDouble(String field) {
        return getDouble(index(field));
    }

    /** A double, or an integer as one. */
    public double getDouble(int field) {
        Column column = present(field);
        if (column instanceof DoubleColumn doubles) {
            return doubles.values()[row];
        }
        if (column instanceof LongColumn longs && longs.type() == ValueType.LONG) {
            return longs.values()[row];
        }
        throw wrongType(field, "double");
    }

    public boolean getBoolean(String field) {
        return getBoolean(index(field));
    }

    public boolean getBoolean(int field) {
        if (present(field) instanceof BooleanColumn booleans) {
            return booleans.get(row);
        }
        throw wrongType(field, "boolean");
    }

    /** A text, as a new string. */
    public String getString(String field) {
        return getString(index(field));
    }

    /** A text, as a new string. */
    public String getString(int field) {
        if (present(field) instanceof TextColumn text) {
            return text.string(row);
        }
        throw wrongType(field, "string");
    }

    public void setLong(String field, long value) {
        setLong(index(field), value);
    }

    public void setLong(int field, long value) {
        if (!(target(field) instanceof LongColumn longs)) {
            throw wrongType(field, "long");
        }
        longs.values()[row] = value;
    }

    public void setDouble(String field, double value) {
        setDouble(index(field), value);
    }

    public void setDouble(int field, double value) {
        if (!(target(field) instanceof DoubleColumn doubles)) {
            throw wrongType(field, "double");
        }
        doubles.values()[row] = value;
    }

    public void setBoolean(String field, boolean value) {
        setBoolean(index(field), value);
    }

    public void setBoolean(int field, boolean value) {
        if (!(target(field) instanceof BooleanColumn booleans)) {
            throw wrongType(field, "boolean");
        }
        booleans.set(row, value);
    }

    /** Sets a text; null makes the field null. */
    public void setString(String field, String value) {
        setString(index(field), value);
    }

    /** Sets a text; null makes the field null. */
    public void setString(int field, String value) {
        if (!(target(field) instanceof TextColumn text)) {
            throw wrongType(field, "string");
        }
        if (value == null) {
            text.setNull(row);
        } else {
            text.append(row, value);
        }
    }

    public void setNull(String field) {
        setNull(index(field));
    }

    public void setNull(int field) {
        target(field).setNull(row);
    }

    /** Refuses this record: what becomes of it is the error policy's decision. */
    public void reject(String code, String field, String message) {
        batch.reject(row, code, field, message);
    }

    void enter(RecordBatch next) {
        batch = next;
        for (int field = 0; field < read.length; field++) {
            read[field] = null;
            if (settable[field] != null) {
                settable[field].reset(next.rows());
            }
        }
    }

    void at(int index) {
        row = index;
        record++;
        asked = 0;
        unset = sets.length;
    }

    /** Gives the fields that this record has not set the value that arrived, or null if they are new. */
    void settle() {
        if (unset > 0) {
            settleUnset();
        }
    }

    private void settleUnset() {
        for (int field : sets) {
            if (setIn[field] != record) {
                Column arrived = origins[field] < 0 ? null : batch.column(origins[field]);
                if (arrived != null && arrived.type() == settable[field].type()) {
                    settable[field].copy(row, arrived, row);
                } else {
                    settable[field].setNull(row);
                }
            }
        }
    }

    /** Where the value of this record stands, or null if it is a new field not yet set. */
    private Column column(int field) {
        if (setIn[field] == record) {
            return settable[field];
        }
        if (read[field] == null && origins[field] >= 0) {
            read[field] = batch.column(origins[field]);
        }
        return read[field];
    }

    private Column present(int field) {
        Column column = column(field);
        if (column == null || column.isNull(row)) {
            throw new NullValueException(schema.field(field).name());
        }
        return column;
    }

    private Column target(int field) {
        Column column = settable[field];
        if (column == null) {
            throw new IllegalArgumentException("field '" + schema.field(field).name()
                    + "' is not declared as one that the transform sets; add it to the declared fields");
        }
        if (setIn[field] != record) {
            setIn[field] = record;
            unset--;
        } else if (column.isNull(row)) {
            column.writableValid()[row >> 6] |= 1L << row;
        }
        return column;
    }

    private IllegalArgumentException wrongType(int field, String asked) {
        return new IllegalArgumentException("field '" + schema.field(field).name() + "' is a "
                + schema.type(field).text() + ", not a " + asked
                        + "; convert it before, or use the method for its type");
    }
}
