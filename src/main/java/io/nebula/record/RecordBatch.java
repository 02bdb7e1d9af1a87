package io.nebula.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bounded run of records with one {@link Schema}, held as columns.
 *
 * <p>A batch has {@link #rows} rows, of which the {@link #selection} is alive: a filter shortens the selection and
 * moves nothing. Kernels that cannot fail may compute all rows; whatever fails, parses or writes looks at selected
 * rows only.
 *
 * <p>A field is raw (bytes of the source, see {@link RawColumn}), or materialised (a {@link Column}), or both. {@link
 * #column} materialises on first use; {@link #raw} is what an encoder copies when nobody has changed the field.
 *
 * <p>Not thread-safe: a batch is owned by exactly one stage at a time, and handed on by returning or emitting it. A
 * batch that a decoder gave is scratch memory, valid until the decoder's next one; {@link #copy} makes one that stays.
 */
public final class RecordBatch {
    private static final int[] NO_ROWS = {};
    /** As many rows of a batch are numbered once for all batches: most have fewer. */
    private static final int COMMON_ROWS = 1 << 13;
    /** Nobody writes to it: a selection is read only. */
    private static final int[] COMMON_IDENTITY = identity(COMMON_ROWS);

    private Schema schema;
    private int rows;
    private Column[] columns;
    private Unread[] raws;
    /** Two of each, used in turn by {@link #reshape}. */
    private final Column[][] columnSets = new Column[2][0];
    private final Unread[][] rawSets = new Unread[2][0];
    private int set;

    private int[] identity = COMMON_IDENTITY;
    private int[] filtered = NO_ROWS;
    private int[] selection = NO_ROWS;
    private int selected;

    private int[] recordStarts;
    private int[] recordLengths;
    private long[] rejectedRows = new long[0];
    private final List<Reject> rejects = new ArrayList<>();
    private boolean rowRejected;
    private int unformed;
    private ExtraFields extras;
    private String stage = "decode";

    private RecordBatch() {}

    /** An empty batch to {@link #reset}. */
    public static RecordBatch scratch() {
        return new RecordBatch();
    }

    /** A batch of {@code rows} rows, all selected, with materialised columns in the schema's order. */
    public static RecordBatch of(Schema schema, int rows, Column... columns) {
        RecordBatch batch = new RecordBatch();
        batch.reset(schema, rows, columns, new RawColumn[schema.size()]);
        return batch;
    }

    /**
     * Makes this a batch of {@code rows} rows, all selected, without rejects. The arrays are kept, not copied; at each
     * index one of the two must be present.
     */
    public void reset(Schema schema, int rows, Column[] columns, RawColumn[] raws) {
        resetTo(schema, rows, columns, raws);
    }

    void resetTo(Schema schema, int rows, Column[] columns, Unread[] raws) {
        if (columns.length != schema.size() || raws.length != schema.size()) {
            throw new IllegalArgumentException(schema.size() + " fields, " + columns.length + " columns, " + raws.length
                    + " raw columns");
        }
        this.schema = schema;
        this.rows = rows;
        this.columns = columns;
        this.raws = raws;
        this.recordStarts = null;
        this.recordLengths = null;
        this.extras = null;
        selectAll();
        rejects.clear();
        unformed = 0;
        clearRejectedRows();
        stage = "decode";
    }

    /**
     * Says where in the morsel each row came from, so that rejects can name their place: bytes from the morsel's
     * beginning, ascending. The arrays are kept. Without them a row's place is its index.
     */
    public void origins(int[] starts, int[] lengths) {
        recordStarts = starts;
        recordLengths = lengths;
    }

    /** Whether it is known where in the morsel the rows came from. */
    public boolean hasOrigins() {
        return recordStarts != null;
    }

    public Schema schema() {
        return schema;
    }

    /** The number of rows, selected or not; valid indexes of columns are 0 to rows - 1. */
    public int rows() {
        return rows;
    }

    /** The selected rows in ascending order, in the first {@link #selected} places: read only. */
    public int[] selection() {
        return selection;
    }

    public int selected() {
        return selected;
    }

    /** Whether all rows are selected. */
    public boolean dense() {
        return selected == rows;
    }

    /** Keeps only the given rows, which must be selected ones in ascending order. Copies the array's first places. */
    public void select(int[] kept, int count) {
        if (filtered.length < count) {
            filtered = new int[Math.max(count, rows)];
        }
        System.arraycopy(kept, 0, filtered, 0, count);
        selection = filtered;
        selected = count;
    }

    /**
     * The values of a field as a column of its type, materialised if need be. Values of unselected rows are
     * unspecified; a selected row whose bytes do not parse is rejected here and null.
     */
    public Column column(int field) {
        Column column = columns[field];
        if (column == null) {
            column = raws[field].materialise(this, schema.field(field).name());
            columns[field] = column;
        }
        return column;
    }

    /** The untouched bytes of a field, or null if the field has been computed. */
    public RawColumn raw(int field) {
        return raws[field] instanceof RawColumn raw ? raw : null;
    }

    /** The vector of a column that a field still is, or null if it has been asked for or computed. */
    ColumnVector untouched(int field) {
        return columns[field] == null && raws[field] instanceof ColumnVector vector ? vector : null;
    }

    /**
     * Changes the fields: field i of {@code shape} becomes what field {@code from[i]} was, or, where {@code from[i]} is
     * negative, {@code added[~from[i]]}.
     */
    public void reshape(Schema shape, int[] from, Column... added) {
        set ^= 1;
        if (columnSets[set].length < from.length) {
            columnSets[set] = new Column[from.length];
            rawSets[set] = new Unread[from.length];
        }
        Column[] newColumns = columnSets[set];
        Unread[] newRaws = rawSets[set];
        for (int i = 0; i < from.length; i++) {
            if (from[i] < 0) {
                newColumns[i] = added[~from[i]];
                newRaws[i] = null;
            } else {
                newColumns[i] = columns[from[i]];
                newRaws[i] = raws[from[i]];
            }
        }
        schema = shape;
        columns = newColumns;
        raws = newRaws;
    }

    /** Names the stage that works on the batch now, for the rejects that it makes. */
    public void stage(String name) {
        stage = name;
    }

    /** Refuses a selected row. It stays selected until {@link #dropRejected}; the first reject of a row counts. */
    public void reject(int row, String code, String field, String message) {
        if (isRejected(row)) {
            return;
        }
        if (rejectedRows.length << 6 < rows) {
            rejectedRows = Arrays.copyOf(rejectedRows, rows + 63 >> 6);
        }
        rejectedRows[row >> 6] |= 1L << row;
        rowRejected = true;
        int length = recordLengths == null ? 0 : recordLengths[row];
        rejects.add(new Reject(place(row), length, stage, code, field, message));
    }

    /** Refuses a record that never became a row, such as one with too few fields. */
    public void rejectRecord(int start, int length, String code, String message) {
        rejects.add(new Reject(start, length, stage, code, null, message));
        unformed++;
    }

    /** How many records were refused before they became rows. */
    public int unformed() {
        return unformed;
    }

    public boolean isRejected(int row) {
        return rowRejected && row >> 6 < rejectedRows.length && (rejectedRows[row >> 6] >>> row & 1) != 0;
    }

    /** All rejects of this batch so far, in the order in which they were found. */
    public List<Reject> rejects() {
        return rejects;
    }

    /** Takes rejected rows out of the selection. */
    public void dropRejected() {
        if (!rowRejected) {
            return;
        }
        int kept = 0;
        int[] target = new int[selected];
        for (int k = 0; k < selected; k++) {
            if (!isRejected(selection[k])) {
                target[kept++] = selection[k];
            }
        }
        select(target, kept);
    }

    /** Where a row's record begins in its morsel: ascending from row to row. */
    public int place(int row) {
        return recordStarts == null ? row : recordStarts[row];
    }

    /** Fields that records have beyond the schema, or null if none has any. */
    public ExtraFields extras() {
        return extras;
    }

    /** Sets, or with null forgets, the fields beyond the schema. */
    public void extras(ExtraFields extras) {
        this.extras = extras;
    }

    /**
     * A batch of the selected rows only, materialised, with memory of its own. Rows with values that do not parse are
     * left out.
     */
    public RecordBatch copy() {
        for (int field = 0; field < schema.size(); field++) {
            column(field);
        }
        dropRejected();
        return concat(List.of(this));
    }

    /** A batch of all selected rows of batches with equal schemas, in order, with memory of its own. */
    public static RecordBatch concat(List<RecordBatch> batches) {
        int rows = batches.stream().mapToInt(RecordBatch::selected).sum();
        Schema schema = batches.get(0).schema;
        Column[] joined = new Column[schema.size()];
        for (int field = 0; field < joined.length; field++) {
            joined[field] = Column.of(schema.type(field), rows);
            int row = 0;
            for (RecordBatch batch : batches) {
                batch.copyTo(joined[field], row, batch.column(field), 0);
                row += batch.selected;
            }
        }
        return of(schema, rows, joined);
    }

    /** Copies the selected rows of a column that has this batch's rows from {@code offset} on. */
    void copyTo(Column target, int row, Column column, int offset) {
        if (dense()) {
            target.copyRange(row, column, offset, selected);
        } else {
            target.gather(row, column, offset, selection, selected);
        }
    }

    private void selectAll() {
        if (identity.length < rows) {
            identity = identity(rows);
        }
        selection = identity;
        selected = rows;
    }

    private static int[] identity(int rows) {
        int[] identity = new int[rows];
        for (int i = 0; i < rows; i++) {
            identity[i] = i;
        }
        return identity;
    }

    private void clearRejectedRows() {
        if (rowRejected) {
            Arrays.fill(rejectedRows, 0);
            rowRejected = false;
        }
    }
}
