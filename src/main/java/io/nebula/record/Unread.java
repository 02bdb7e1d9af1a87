package io.nebula.record;

/** Where a batch gets the values of a field from when somebody asks for them. */
abstract class Unread {
    /**
     * The values of at least the batch's selected rows, as scratch memory that is valid until the next batch. A value that
     * cannot be had is rejected on the batch, and null here.
     */
    abstract Column materialise(RecordBatch batch, String field);
}
