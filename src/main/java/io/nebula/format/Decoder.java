package io.nebula.format;

import io.nebula.record.RecordBatch;

/** Turns morsels into batches. One instance per worker, used by one thread, holding that worker's scratch memory. */
public interface Decoder {
    /** Begins a morsel; whatever was left of the one before is forgotten. */
    void open(Morsel morsel);

    /**
     * The next vector of records, at most as many as the decoder was made for.
     *
     * <p>Fields are raw; fields whose type the user declared have been materialised, so that a wrong value is a
     * reject. A record with a broken structure is no row but a reject on the batch that holds its neighbours, which
     * may then have no rows at all.
     *
     * @return a batch that is valid until the next call, or null at the end of the morsel
     */
    RecordBatch next();

    /** How many lines of the morsel have been passed; all of them once {@link #next} has returned null. */
    long lines();
}
