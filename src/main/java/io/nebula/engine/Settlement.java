package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSource;
import io.nebula.format.Morsel;
import io.nebula.metrics.RunProgress;
import io.nebula.record.Reject;
import java.io.IOException;
import java.util.Map;

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
    private Map<String, Long> rejects = Map.of();
    private String rejectMessage;

    Settlement(RecordSource source, RecordOutput output, RunProgress progress, Buffers morselBuffers,
            Buffers resultBuffers, int workers) {
        this.source = source;
        this.output = output;
        this.progress = progress;
        this.morselBuffers = morselBuffers;
        this.resultBuffers = resultBuffers;
        this.recordsByWorker = new long[workers];
    }

    /** Writes and counts a result, and gives its buffers back for reuse. */
    void settle(MorselResult result) throws IOException {
        encodedBytes += result.length();
        if (result.length() > 0) {
            output.append(result.bytes(), 0, result.length());
            appendedBytes += result.length();
        }
        count(result);
        if (result.halts()) {
            halt(result);
        }
        progress.settled(read, storedBytes, written);
        release(result);
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

    private void halt(MorselResult result) {
        Reject reject = result.reject();
        Morsel morsel = result.morsel();
        read++;
        rejected++;
        rejects = Map.of(reject.code(), 1L);
        long line = lines.before(morsel) + result.lines() + 1;
        rejectMessage = source.describe(morsel.origin().name(), line, morsel.position() + reject.start()) + ": "
                + (reject.field() == null ? "" : "field '" + reject.field() + "': ") + reject.message() + " ["
                + reject.code() + " in " + reject.stage() + "]";
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
