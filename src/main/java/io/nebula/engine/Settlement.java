package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSource;
import io.nebula.format.Morsel;
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
    private final LineLedger lines = new LineLedger();
    private final long[] recordsByWorker;

    private long read;
    private long added;
    private long written;
    private long filtered;
    private long rejected;
    private long morsels;
    private long consumedBytes;
    private long storedBytes;
    private long encodedBytes;
    private long appendedBytes;
    private final Map<String, Long> rejects = new TreeMap<>();
    private String rejectMessage;

    /** @param deadLetters takes rejected records; null if they go nowhere */
    Settlement(RecordSource source, RecordOutput output, RunProgress progress, Buffers morselBuffers,
            Buffers resultBuffers, int workers, ErrorSettings errors, DeadLetters deadLetters) {
        this.source = source;
        this.output = output;
        this.progress = progress;
        this.morselBuffers = morselBuffers;
        this.resultBuffers = resultBuffers;
        this.recordsByWorker = new long[workers];
        this.errors = errors;
        this.deadLetters = deadLetters;
    }

    /** Writes and counts a result, and gives its buffers back for reuse. */
    void settle(MorselResult result) throws IOException {
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
        if (read + added != written + filtered + rejected) {
            return read + " read + " + added + " added is not " + written + " written + " + filtered + " filtered + "
                    + rejected + " rejected";
        }
        return null;
    }

    /** The record that ended the run, where it is and why; null if none did. */
    String rejectMessage() {
        return rejectMessage;
    }

    long read() {
        return read;
    }

    long added() {
        return added;
    }

    long written() {
        return written;
    }

    long filtered() {
        return filtered;
    }

    long rejected() {
        return rejected;
    }

    /** The rejected records by reject code. */
    Map<String, Long> rejects() {
        return rejects;
    }

    /** Bytes of the morsels that were settled, whole or up to a reject, as the source stores them. */
    long storedBytes() {
        return storedBytes;
    }

    long records(int worker) {
        return recordsByWorker[worker];
    }
}
