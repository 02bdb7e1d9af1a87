package io.nebula.format;

import io.nebula.record.RecordBatch;

/** Writes batches as bytes. One instance per worker, used by one thread. */
public interface Encoder {
    /**
     * Appends the selected rows. A field that is still raw in this format's own notation is copied byte for byte. A
     * row that cannot be written is rejected on the batch and leaves no bytes.
     */
    void encode(RecordBatch batch, OutputBuffer out);
}
