package io.nebula.transform;

import io.nebula.record.RecordBatch;

/**
 * Work on one batch at a time: batch in, batch out.
 *
 * <p>CPU only: never blocks. Each worker has its own instance and calls it from one thread, so it may keep scratch
 * memory; the engine may drop an instance at any time and make another. The input belongs to the transform during the
 * call; the result is the same batch changed, or another one, which stays valid until the next call. A record that
 * cannot be processed is refused with {@link RecordBatch#reject(int, String, String, String)}; the engine then takes
 * it out. Anything thrown fails the run.
 */
@FunctionalInterface
public interface Transform {
    RecordBatch apply(RecordBatch batch);
}
