package io.nebula.transform;

import io.nebula.record.RecordBatch;

/**
 * Work on one batch at a time: batch in, batch out.
 *
 * <p>CPU only: never blocks. Each worker has its own instance and calls it from one thread at a time, so it may keep
 * scratch memory, but not in thread-locals; the engine may drop an instance at any time and make another. The input belongs
 * to the transform during the call; the result is the same batch changed, or another one, which stays valid until the next
 * call. A record that cannot be processed is refused with {@link RecordBatch#reject(int, String, String, String)}; the
 * engine then takes it out.
 *
 * <p>If it throws or returns null in a pipeline, the engine calls it again for each record of the morsel alone, and
 * refuses those at which that happens again; only running out of memory fails the run whatever the error policy is. It is
 * not called for a batch without selected rows.
 */
@FunctionalInterface
public interface Transform {
    RecordBatch apply(RecordBatch batch);
}
