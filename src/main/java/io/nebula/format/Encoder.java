package io.nebula.format;

import io.nebula.record.RecordBatch;

/** Writes batches as bytes. One instance per worker, used by one thread. */
public interface Encoder {
    /**
     * Appends the selected rows. A field that is still raw in this format's own notation is copied byte for byte. A
     * row that cannot be written is rejected on the batch and leaves no bytes.
     *
     * <p>The same batch may come again with others of its rows selected, so a field that is still raw is read as text
     * and not materialised.
     */
    void encode(RecordBatch batch, OutputBuffer out);
}
