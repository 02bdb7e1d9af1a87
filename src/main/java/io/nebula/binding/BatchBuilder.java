package io.nebula.binding;

import io.nebula.record.Column;
import io.nebula.record.RawColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Makes batches of elements. Elements are only read, during the call; what the batch holds is a copy.
 *
 * <p>Not thread-safe: scratch memory of one worker, and so is the batch, which is valid until the next one is built.
 */
public final class BatchBuilder<T> {
    private final Schema schema;
    private final RecordBatch batch = RecordBatch.scratch();
    private final Utf8Buffer text = new Utf8Buffer(Utf8Buffer.LONGEST);
    private final List<ValueWriter> writers;
    private final Column[] columns;
    private final RawColumn[] raws;
    private final RowWriter rows;

    /** @param rows makes what writes elements with one writer for each field */
    BatchBuilder(Schema schema, Function<List<ValueWriter>, RowWriter> rows) {
        this.schema = schema;
        this.writers = schema.fields().stream().map(field -> ValueWriter.of(field, text)).toList();
        this.columns = writers.stream().map(ValueWriter::column).toArray(Column[]::new);
        this.raws = new RawColumn[columns.length];
        this.rows = rows.apply(writers);
    }

    /**
     * A batch with one row for each of the first {@code count} elements, in their order.
     *
     * <p>An element that cannot be a row rejects that row, which is not selected then; its neighbours are not concerned.
     * A reject's {@code start} is the element's index and its {@code stage} is {@code decode}; its {@code code} is
     * <ul>
     * <li>{@code null-value}: the element is null;
     * <li>{@code value-type}: the element, or a value of it, is of a class that does not fit, or a text is not the JSON that it
     *     should be;
     * <li>{@code overflow}: a moment is too far away for a timestamp;
     * <li>{@code invalid-utf8}: a text has half a surrogate pair;
     * <li>{@code unknown-field}: a map has a key that is no field;
     * <li>{@code too-long}: the texts of the batch are longer than an array can be;
     * <li>{@code transform-failed}: a getter has thrown something.
     * </ul>
     * An element is rejected for the first field that is wrong; rejects are in the order of elements.
     *
     * @throws VirtualMachineError what a getter throws of this kind, stack overflows excepted, ends the call
     */
    public RecordBatch build(Object[] elements, int count) {
        Objects.checkFromIndexSize(0, count, elements.length);
        text.clear();
        for (Column column : columns) {
            column.reset(count);
        }
        batch.reset(schema, count, columns, raws);
        writeRows(elements, count);
        for (ValueWriter writer : writers) {
            writer.close();
        }
        batch.dropRejected();
        return batch;
    }

    /** Hot. */
    private void writeRows(Object[] elements, int count) {
        for (int row = 0; row < count; row++) {
            try {
                rows.write(elements[row], row);
            } catch (Throwable e) {
                Rejection.add(batch, row, e);
            }
        }
    }
}
