package io.nebula.delivery;

import io.nebula.connector.Consumed;
import io.nebula.connector.OutputMark;
import io.nebula.metrics.RecordCounts;
import java.util.Objects;

/**
 * One checkpoint of a job. All of it belongs together: the outputs up to their marks are what has become of the spans that
 * have been consumed.
 *
 * @param sequence counts the checkpoints of the job, all of its runs together, from 1
 * @param fingerprint of the pipeline and its inputs
 * @param consumed what of the inputs has been settled
 * @param output where the output then ended
 * @param deadLetters where the dead letters then ended; null if the pipeline writes none
 * @param counts what has become of the records that were settled
 * @param interruptions how many runs of the job had ended before their end when the one of this checkpoint began
 * @param complete whether the inputs have been consumed to their end, so that only publication is left
 */
public record Manifest(long sequence, Fingerprint fingerprint, Consumed consumed, OutputMark output,
        OutputMark deadLetters, RecordCounts counts, int interruptions, boolean complete) {
    public Manifest {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(consumed, "consumed");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(counts, "counts");
    }

    /** What a job has settled whose last checkpoint this is; null stands for a job without any. */
    public static Consumed consumed(Manifest last) {
        return last == null ? Consumed.nothing() : last.consumed;
    }
}
