package io.nebula.metrics;

import java.util.Map;

/**
 * What became of the records that a job has settled, all of its runs together.
 *
 * @param read records that came from the source
 * @param added records that transforms made beyond those they were given
 * @param written records in the output
 * @param filtered records that transforms left out
 * @param rejected records that could not be processed
 * @param rejects the same by reject code
 * @param bytesRead bytes taken from the source, as stored
 */
public record RecordCounts(long read, long added, long written, long filtered, long rejected, Map<String, Long> rejects,
        long bytesRead) {
    /** Nothing has been settled. */
    public static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0, 0, Map.of(), 0);

    public RecordCounts {
        rejects = Map.copyOf(rejects);
    }

    /** What does not add up, or null. */
    public String mismatch() {
        return read + added == written + filtered + rejected ? null
                : read + " read + " + added + " added is not " + written + " written + " + filtered + " filtered + "
                        + rejected + " rejected";
    }
}
