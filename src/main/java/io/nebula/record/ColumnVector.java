package io.nebula.record;

/** The rows of a column that are in a vector, copied when a transform asks for them. */
final class ColumnVector extends Unread {
    private final BatchVectors vectors;
    private final Column scratch;
    private Column source;

    ColumnVector(BatchVectors vectors, ValueType type) {
        this.vectors = vectors;
        this.scratch = Column.of(type, 0);
    }

    void of(Column column) {
        source = column;
    }

    /** The whole column. */
    Column source() {
        return source;
    }

    /** Text stays where it is: only its places are copied. */
    @Override
    Column materialise(RecordBatch batch, String field) {
        scratch.reset(vectors.rows());
        if (scratch instanceof TextColumn text) {
            text.viewOf(((TextColumn) source).bytes());
        }
        vectors.read(source, scratch);
        return scratch;
    }
}
