package io.nebula.metrics;

import java.util.List;
import java.util.Map;

/**
 * What happened to every record of a job, earlier runs that it goes on from included. Counts are of settled records: those whose effect is final. For these
 * {@code read + added = written + filtered + rejected}.
 *
 * @param pipeline its name
 * @param outcome how it ended
 * @param resumedFrom how many of the records in {@code read} earlier, interrupted runs of the same job had settled
 * @param read records that came from the source
 * @param added records that transforms made beyond those they were given
 * @param written records in the output
 * @param filtered records that transforms left out
 * @param rejected records that could not be processed
 * @param rejects the same by reject code
 * @param rejectSamples the first few of them, each with its place and the reason, for a person; empty where the run
 *     ended at the first one, which then is the failure
 * @param bytesRead bytes taken from the source, as stored
 * @param bytesWritten bytes given to the sink, as stored
 * @param seconds from opening the source to the final rename
 * @param cpuSeconds CPU time of the whole process in that time; -1 if the platform does not tell
 * @param workers one entry per worker; a single one for a sequential run
 * @param stages what the workers' time went into, in the order of a record's way
 * @param peakMemoryBytes the most memory that the process has held so far; -1 if the platform does not tell
 * @param bottleneck what it waited for most
 * @param failure why it ended before its end, where the partial output is and how to go on, for a person; null if it
 *     completed, or if the reader of its output has gone
 */
public record RunResult(
        String pipeline,
        Outcome outcome,
        long resumedFrom,
        long read,
        long added,
        long written,
        long filtered,
        long rejected,
        Map<String, Long> rejects,
        List<String> rejectSamples,
        long bytesRead,
        long bytesWritten,
        double seconds,
        double cpuSeconds,
        List<WorkerResult> workers,
        List<StageResult> stages,
        long peakMemoryBytes,
        Bottleneck bottleneck,
        String failure) {
    /** Of a run that was interrupted before it began: nothing has happened to any record. */
    public static RunResult notBegun(String pipeline, String failure) {
        return new RunResult(pipeline, Outcome.INTERRUPTED, 0, 0, 0, 0, 0, 0, Map.of(), List.of(), 0, 0, 0, 0, List.of(),
                List.of(), -1, Bottleneck.NONE, failure);
    }

    /** Counts what this run itself has read. */
    public double recordsPerSecond() {
        return seconds > 0 ? (read - resumedFrom) / seconds : 0;
    }
}
