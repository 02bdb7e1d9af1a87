package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.Consumed;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSource;
import io.nebula.delivery.Manifest;
import io.nebula.format.Morsel;
import io.nebula.metrics.RecordCounts;
import io.nebula.metrics.RunProgress;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.record.Reject;
import io.nebula.text.Swar;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Appends results to the output and counts their records: the last step of a morsel, in the graph and in the sequential
 * loop. One thread at a time.
 */
final class Settlement {
    private final RecordSource source;
    private final RecordOutput output;
    private final RunProgress progress;
    private final Buffers morselBuffers;
    private final Buffers resultBuffers;
    private final ErrorSettings errors;
    private final DeadLetters deadLetters;
    private final LineLedger lines;
    private final Checkpoints checkpoints;
    private final long[] recordsByWorker;

    private long read;
    private long added;
    private long written;
    private long filtered;
    private long rejected;
    private long morsels;
    private long consumedBytes;
    private long storedBytes;
    private long earlierBytes;
    private long encodedBytes;
    private long appendedBytes;
    private final Map<String, Long> rejects = new TreeMap<>();
    private String rejectMessage;
    private boolean whole = true;

    /**
     * @param deadLetters takes rejected records; null if they go nowhere
     * @param checkpoints null if none are taken
     * @param before what earlier runs have done of the job; null if nothing
     */
    Settlement(RecordSource source, RecordOutput output, RunProgress progress, Buffers morselBuffers,
            Buffers resultBuffers, int workers, ErrorSettings errors, DeadLetters deadLetters, Checkpoints checkpoints,
            Manifest before) {
        this.source = source;
        this.output = output;
        this.progress = progress;
        this.morselBuffers = morselBuffers;
        this.resultBuffers = resultBuffers;
        this.recordsByWorker = new long[workers];
        this.errors = errors;
        this.deadLetters = deadLetters;
        this.checkpoints = checkpoints;
        this.lines = new LineLedger(before == null ? Consumed.nothing() : before.consumed());
        if (before != null) {
            goOn(before.counts());
        }
    }

    private void goOn(RecordCounts before) {
        read = before.read();
        added = before.added();
        written = before.written();
        filtered = before.filtered();
        rejected = before.rejected();
        rejects.putAll(before.rejects());
        storedBytes = before.bytesRead();
        earlierBytes = storedBytes;
        progress.resumed(read, storedBytes, written);
    }

    /** Writes and counts a result, gives its buffers back for reuse, and takes a checkpoint when it is time. */
    void settle(MorselResult result) throws IOException {
        if (result.halts()) {
            checkpoint(false);
        }
        whole = false;
        encodedBytes += result.length();
        if (result.length() > 0) {
            output.append(result.bytes(), 0, result.length());
            appendedBytes += result.length();
        }
        if (!result.rejects().isEmpty()) {
            reject(result);
        }
        count(result);
        progress.settled(read, storedBytes, written);
        release(result);
        if (!result.halts()) {
            whole = true;
            if (checkpoints != null && checkpoints.due()) {
                checkpoint(false);
            }
            refuseTooManyRejects(read >= ErrorSettings.WARM_UP);
        }
    }

    private void reject(MorselResult result) throws IOException {
        Morsel morsel = result.morsel();
        long line = lines.before(morsel) + 1;
        int from = 0;
        for (Reject reject : result.rejects()) {
            rejected++;
            rejects.merge(reject.code(), 1L, Long::sum);
            if (morsel.bytes() != null) {
                line += Swar.count((byte) '\n', morsel.bytes(), morsel.offset() + from, morsel.offset() + reject.start());
                from = reject.start();
            }
            long place = morsel.bytes() == null ? result.lines() + 1 : line;
            if (deadLetters != null) {
                deadLetters.add(morsel, reject, place);
            }
            if (result.halts()) {
                rejectMessage = message(morsel, reject, place);
            }
        }
        if (deadLetters != null) {
            deadLetters.write();
        }
    }

    private String message(Morsel morsel, Reject reject, long line) {
        return source.describe(morsel.origin().name(), line, morsel.position() + reject.start()) + ": "
                + (reject.field() == null ? "" : "field '" + reject.field() + "': ") + reject.message() + " ["
                + reject.code() + " in " + reject.stage() + "]";
    }

    private void count(MorselResult result) {
        read += result.read();
        added += result.added();
        written += result.written();
        filtered += result.filtered();
        storedBytes += result.morsel().storedBytes();
        recordsByWorker[result.worker()] += result.read();
        if (!result.halts()) {
            morsels++;
            consumedBytes += result.morsel().length();
            lines.record(result.morsel(), result.lines());
            if (checkpoints != null) {
                checkpoints.settled(result.morsel(), result.lines());
            }
        }
    }

    /**
     * Makes what has been settled the place from which the job goes on if it is interrupted. Does nothing without
     * checkpoints, and nothing once a result has been appended in part only.
     *
     * @param complete whether everything has been settled
     */
    void checkpoint(boolean complete) throws IOException {
        if (checkpoints != null && whole) {
            checkpoints.take(counts(), complete);
        }
    }

    /**
     * Holds what has been rejected against the limits.
     *
     * @param ratioToo whether enough has been read for a ratio to mean something
     */
    void refuseTooManyRejects(boolean ratioToo) throws TooManyRejectsException {
        if (rejected > errors.maxRejects()) {
            throw new TooManyRejectsException(rejected + " of " + read + " records were rejected, and max-rejects is "
                    + errors.maxRejects());
        }
        if (ratioToo && rejected > errors.maxRejectRatio() * read) {
            throw new TooManyRejectsException(rejected + " of " + read + " records were rejected, and max-reject-ratio is "
                    + errors.maxRejectRatio());
        }
    }

    private void release(MorselResult result) {
        if (result.morsel().bytes() != null) {
            morselBuffers.give(result.morsel().bytes());
        }
        if (result.bytes() != null) {
            resultBuffers.give(result.bytes());
        }
    }

    /**
     * Compares the inputs with what has been taken from them, once all of it has been settled.
     *
     * @param passedOver the stored bytes that were not read because earlier runs had settled them; where inputs are compressed
     *     these runs could only reckon how many there are
     * @return what does not add up, or null
     */
    String untaken(long passedOver) {
        storedBytes += passedOver - earlierBytes;
        earlierBytes = passedOver;
        return source.storedBytes() < 0 || source.storedBytes() == storedBytes ? null
                : "the inputs have " + source.storedBytes() + " bytes, but " + storedBytes + " were taken";
    }

    /**
     * Compares what was handed out with what has come back.
     *
     * @return what does not add up, or null
     */
    String mismatch(long handedMorsels, long handedBytes) {
        if (handedMorsels != morsels || handedBytes != consumedBytes) {
            return handedMorsels + " morsels of " + handedBytes + " bytes were handed out, but " + morsels + " of "
                    + consumedBytes + " bytes came back";
        }
        if (encodedBytes != appendedBytes) {
            return encodedBytes + " bytes were encoded, but " + appendedBytes + " appended";
        }
        return counts().mismatch();
    }

    /** The record that ended the run, where it is and why; null if none did. */
    String rejectMessage() {
        return rejectMessage;
    }

    /** What has become of all records so far; after a halting result, of those up to the record that halted. */
    RecordCounts counts() {
        return new RecordCounts(read, added, written, filtered, rejected, rejects, storedBytes);
    }

    long records(int worker) {
        return recordsByWorker[worker];
    }
}
