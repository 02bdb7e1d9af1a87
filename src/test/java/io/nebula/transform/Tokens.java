package io.nebula.transform;

import io.nebula.record.RawColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.Column;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A raw column of plain tokens; an empty one is null. Counts how often it is read. */
final class Tokens extends RawColumn {
    int reads;

    private Tokens(Schema schema, int field, int rows) {
        super(schema.type(field), rows);
    }

    /** A batch of raw fields only, all tokens in one array. */
    static RecordBatch batch(Schema schema, String[]... rows) {
        RawColumn[] raws = new RawColumn[schema.size()];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[][] starts = new int[schema.size()][rows.length];
        int[][] lengths = new int[schema.size()][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int field = 0; field < schema.size(); field++) {
                byte[] token = rows[row][field].getBytes(StandardCharsets.UTF_8);
                starts[field][row] = bytes.size();
                lengths[field][row] = token.length;
                bytes.writeBytes(token);
            }
        }
        byte[] morsel = bytes.toByteArray();
        for (int field = 0; field < schema.size(); field++) {
            raws[field] = new Tokens(schema, field, rows.length);
            raws[field].reset(morsel, rows.length);
            System.arraycopy(starts[field], 0, raws[field].starts(), 0, rows.length);
            System.arraycopy(lengths[field], 0, raws[field].lengths(), 0, rows.length);
        }
        RecordBatch batch = RecordBatch.scratch();
        batch.reset(schema, rows.length, new Column[schema.size()], raws);
        return batch;
    }

    static int reads(RecordBatch batch, int field) {
        return ((Tokens) batch.raw(field)).reads;
    }

    @Override
    public void readText(int[] selection, int selected, TextColumn out) {
        reads++;
        out.viewOf(bytes());
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            if (lengths()[row] == 0) {
                out.setNull(row);
            } else {
                out.set(row, starts()[row], lengths()[row]);
            }
        }
    }
}
