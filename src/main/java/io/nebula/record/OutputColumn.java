package io.nebula.record;

/** A field of the result of {@link BatchVectors}: a column of the batch as long as possible, then one of its own. */
final class OutputColumn {
    private final BatchVectors vectors;
    private final ValueType type;
    private Column passed;
    private Column own;

    OutputColumn(BatchVectors vectors, ValueType type) {
        this.vectors = vectors;
        this.type = type;
    }

    /** Adds the selected rows of a field; there are {@code row} rows so far. */
    void add(int row, RecordBatch result, int field) {
        ColumnVector untouched = result.untouched(field);
        boolean inPlace = untouched != null && vectors.place() >= 0;
        if (inPlace && passes(untouched.source(), row, result)) {
            passed = untouched.source();
            return;
        }
        Column from = inPlace ? untouched.source() : result.column(field);
        Column target = room(row, row + result.selected());
        if (target instanceof TextColumn text) {
            chooseBytes(text, row, ((TextColumn) from).bytes());
        }
        result.copyTo(target, row, from, inPlace ? vectors.place() : 0);
    }

    private boolean passes(Column source, int row, RecordBatch result) {
        return own == null && (passed == null || passed == source) && row == vectors.place() && result.dense()
                && source.type() == type;
    }

    /** The column of all {@code rows} rows. */
    Column result(int rows) {
        return own == null ? passed : sized(rows);
    }

    /** The same with memory of its own. */
    Column own(int rows) {
        room(rows, rows);
        return own;
    }

    private Column room(int filled, int needed) {
        if (own == null) {
            own = Column.of(type, Math.max(vectors.expected(), needed));
            if (passed instanceof TextColumn text) {
                ((TextColumn) own).viewOf(text.bytes());
            }
            if (passed != null) {
                own.copyRange(0, passed, 0, filled);
            }
        } else if (own.capacity() < needed) {
            own.resize(Math.max(needed, 2 * own.capacity()));
        }
        return own;
    }

    private void chooseBytes(TextColumn text, int row, byte[] bytes) {
        if (row == 0 && vectors.brought(bytes)) {
            text.viewOf(bytes);
        } else if (text.isView() && text.bytes() != bytes) {
            text.takeBytes(row);
        }
    }

    /** Few rows that are left of many do not hold the memory of many. */
    private Column sized(int rows) {
        if (rows < vectors.expected() / 2) {
            own.resize(rows);
            if (own instanceof TextColumn text && text.isView()) {
                text.takeBytes(rows);
            }
        }
        return own;
    }
}
