package io.nebula.record;

import java.util.Arrays;

/**
 * Cuts a batch into vectors, so that a chain of transforms stays in cache, and puts what becomes of them together again.
 *
 * <p>Nothing is copied that need not be. A vector has a column only if somebody asks for it. In the result, a field that
 * nobody asked for is the batch's own column as long as no record has gone, and text may point into the batch's bytes;
 * everything else is copied, since it is scratch memory of the transforms. The batch itself is not changed, except that
 * raw fields are materialised.
 *
 * <p>Not thread-safe: scratch memory of one worker. Vectors are valid until the next one.
 */
public final class BatchVectors {
    private final RecordBatch vector = RecordBatch.scratch();
    private Schema schema;
    private ColumnVector[] fields = {};
    private Column[] columns = {};
    private int[] selection = {};
    private RecordBatch batch;
    private int from;
    private int rows;
    private OutputColumn[] outputs;
    private Schema outputSchema;
    private int outputRows;

    /** Begins with a batch, whose values are all materialised: those that do not parse are rejected there. */
    public void open(RecordBatch input) {
        batch = input;
        if (!input.schema().equals(schema)) {
            schema = input.schema();
            columns = new Column[schema.size()];
            fields = new ColumnVector[schema.size()];
            Arrays.setAll(fields, field -> new ColumnVector(this, input.schema().type(field)));
        }
        for (int field = 0; field < fields.length; field++) {
            fields[field].of(input.column(field));
        }
        outputs = null;
        outputRows = 0;
    }

    /** The selected rows {@code [begin, end)}, counted in the selection, without fields beyond the schema. */
    public RecordBatch vector(int begin, int end) {
        from = begin;
        rows = end - begin;
        if (!batch.dense()) {
            selection = selection.length < rows ? new int[rows] : selection;
            System.arraycopy(batch.selection(), from, selection, 0, rows);
        }
        Arrays.fill(columns, null);
        vector.resetTo(schema, rows, columns, fields);
        return vector;
    }

    /** Adds the selected rows of what has become of the current vector to the result. */
    public void add(RecordBatch result) {
        if (outputs == null) {
            outputSchema = result.schema();
            outputs = new OutputColumn[outputSchema.size()];
            Arrays.setAll(outputs, field -> new OutputColumn(this, outputSchema.type(field)));
        }
        for (int field = 0; field < outputs.length; field++) {
            outputs[field].add(outputRows, result, field);
        }
        outputRows += result.selected();
    }

    /** All rows that have been added, which need this worker's memory no more; at least one vector must have been. */
    public RecordBatch result() {
        Column[] joined = new Column[outputs.length];
        for (int field = 0; field < joined.length; field++) {
            Column column = outputs[field].result(outputRows);
            joined[field] = Arrays.asList(joined).contains(column) ? outputs[field].own(outputRows) : column;
        }
        outputs = null;
        batch = null;
        return RecordBatch.of(outputSchema, outputRows, joined);
    }

    /** How many rows the current vector has. */
    int rows() {
        return rows;
    }

    /** Where the current vector begins in the columns of the batch; -1 if its rows do not follow each other there. */
    int place() {
        return batch.dense() ? from : -1;
    }

    /** How many rows the result will have if no transform takes or adds any. */
    int expected() {
        return batch.selected();
    }

    /** Copies the rows of the current vector. */
    void read(Column source, Column target) {
        if (batch.dense()) {
            target.copyRange(0, source, from, rows);
        } else {
            target.gather(0, source, 0, selection, rows);
        }
    }

    /** Whether these bytes came with the batch, so that the result may point into them. */
    boolean brought(byte[] bytes) {
        for (ColumnVector field : fields) {
            if (field.source() instanceof TextColumn text && text.bytes() == bytes) {
                return true;
            }
        }
        return false;
    }
}
