package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSource;
import io.nebula.delivery.Manifest;
import io.nebula.format.Morsel;
import io.nebula.metrics.RecordCounts;
import io.nebula.metrics.RunProgress;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.text.Swar;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.LoggerFactory;

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
    private final RejectLog rejects;
    private final Recount recount;
    private final LineLedger lines;
    private final Checkpoints checkpoints;
    private final long[] recordsByWorker;
    private final RejectNotice notice = new RejectNotice(text -> LoggerFactory.getLogger(Settlement.class).warn(text),
            System.nanoTime());

    private long read;
    private long added;
    private long written;
    private long filtered;
    private long morsels;
    private long consumedBytes;
    private long storedBytes;
    private long earlierBytes;
    private long encodedBytes;
    private long appendedBytes;
    private long outputStart;
    private String rejectMessage;
    private Throwable rejectCause;
    private boolean whole = true;

    /**
     * @param rejects keeps what was rejected
     * @param recount counts everything again; null to take the workers' word
     * @param checkpoints null if none are taken
     * @param before what earlier runs have done of the job; null if nothing
     */
    Settlement(RecordSource source, RecordOutput output, RunProgress progress, Buffers morselBuffers,
            Buffers resultBuffers, int workers, ErrorSettings errors, RejectLog rejects, Recount recount,
            Checkpoints checkpoints, Manifest before) {
        this.source = source;
        this.output = output;
        this.progress = progress;
        this.morselBuffers = morselBuffers;
        this.resultBuffers = resultBuffers;
        this.recordsByWorker = new long[workers];
        this.errors = errors;
        this.rejects = rejects;
        this.recount = recount;
        this.checkpoints = checkpoints;
        this.lines = new LineLedger(Manifest.consumed(before));
        if (before != null) {
            goOn(before.counts());
        }
    }

    private void goOn(RecordCounts before) {
        read = before.read();
        added = before.added();
        written = before.written();
        filtered = before.filtered();
        rejects.goOn(before.rejects());
        storedBytes = before.bytesRead();
        earlierBytes = storedBytes;
        progress.resumed(read, storedBytes, written);
    }

    /** Writes and counts a result, gives its buffers back for reuse, and takes a checkpoint when it is time. */
    void settle(MorselResult result) throws IOException {
        if (result.halts()) {
            checkpoint(false);
        }
        if (recount != null) {
            recount.check(result);
        }
        whole = false;
        append(result);
        count(result);
        rejects.write();
        progress.settled(read, storedBytes, written);
        progress.rejected(rejects.count());
        if (!result.rejects().isEmpty() && !result.halts()) {
            notice.rejected(rejects.count(), read, rejects.sample(), System.nanoTime());
        }
        release(result);
        if (!result.halts()) {
            whole = true;
            if (checkpoints != null && checkpoints.due() && (!rejects.holds() || checkpoints.overdue())) {
                checkpoint(false);
            }
            refuseTooManyRejects(read >= ErrorSettings.WARM_UP);
        }
    }

    private void append(MorselResult result) throws IOException {
        encodedBytes += result.length();
        if (result.length() == 0) {
            return;
        }
        long appended = result.length();
        if (result.parts() == null) {
            output.append(result.bytes(), 0, result.length());
        } else {
            appended = result.parts().appendTo(output, result.bytes());
        }
        if (appendedBytes == 0) { // an output may write what it begins with as late as this
            outputStart = recordBytes() - appended;
        }
        appendedBytes += appended;
    }

    private long recordBytes() {
        return output.storedBytes() - output.routeBeginnings();
    }

    private void count(MorselResult result) {
        read += result.read();
        added += result.added();
        written += result.written();
        filtered += result.filtered();
        storedBytes += result.morsel().storedBytes();
        recordsByWorker[result.worker()] += result.read();
        LongConsumer whenLinesKnown = rejects.take(result);
        if (result.halts()) {
            whenLinesKnown.accept(linesBefore(result.morsel()));
            rejectMessage = rejects.last();
            rejectCause = result.cause();
        } else {
            morsels++;
            consumedBytes += result.morsel().length();
            record(result, whenLinesKnown);
            if (checkpoints != null) {
                checkpoints.settled(result.morsel(), result.lines());
            }
        }
    }

    private void record(MorselResult result, LongConsumer whenLinesKnown) {
        Morsel morsel = result.morsel();
        if (morsel.bytes() != null && source.line(morsel) == 0) {
            lines.record(morsel, result.lines(), whenLinesKnown);
            if (rejects.holdsTooMuch()) {
                lines.giveUp();
            }
        } else if (whenLinesKnown != null) {
            whenLinesKnown.accept(linesBefore(morsel));
        }
    }

    private long linesBefore(Morsel morsel) {
        long line = source.line(morsel);
        return line > 0 ? line - 1 : line < 0 ? LineLedger.UNKNOWN : lines.before(morsel);
    }

    /**
     * Where a morsel is, for a message: as many of the file, the lines and the bytes, or the records' numbers, as are
     * known.
     */
    String place(Morsel morsel) {
        if (morsel.bytes() == null) {
            return morsel.origin().name() + ", records " + morsel.position() + " to " + (morsel.end() - 1);
        }
        long before = linesBefore(morsel);
        String bytes = "bytes " + morsel.position() + " to " + (morsel.end() - 1);
        if (before == LineLedger.UNKNOWN) {
            return morsel.origin().name() + ", " + bytes;
        }
        int last = Math.max(0, morsel.length() - 1);
        long more = Swar.count((byte) '\n', morsel.bytes(), morsel.offset(), morsel.offset() + last);
        return morsel.origin().name() + ", lines " + (before + 1) + " to " + (before + 1 + more) + " (" + bytes + ")";
    }

    /** Writes what still waits for something that will not come. To be called when no result will be settled any more. */
    void end() throws IOException {
        lines.giveUp();
        rejects.write();
    }

    /**
     * Makes what has been settled the place from which the job goes on if it is interrupted. Does nothing without
     * checkpoints, and nothing once a result has been appended in part only.
     *
     * <p>Rejected records that wait for their line would be lost with the process, and go without one.
     *
     * @param complete whether everything has been settled
     */
    void checkpoint(boolean complete) throws IOException {
        if (checkpoints != null && whole) {
            end();
            checkpoints.take(counts(), complete);
        }
    }

    /**
     * Holds what has been rejected against the limits.
     *
     * @param ratioToo whether enough has been read for a ratio to mean something
     */
    void refuseTooManyRejects(boolean ratioToo) throws TooManyRejectsException {
        long rejected = rejects.count();
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
        if (appendedBytes > 0 && recordBytes() - outputStart != appendedBytes) {
            return appendedBytes + " bytes were appended, but the output has grown by "
                    + (recordBytes() - outputStart);
        }
        return counts().mismatch();
    }

    /** The record that ended the run, where it is and why; null if none did. */
    String rejectMessage() {
        return rejectMessage;
    }

    /** What a step threw at that record; null if nothing was thrown. */
    Throwable rejectCause() {
        return rejectCause;
    }

    /** The first few rejects of those that did not end the run, each with its place. */
    List<String> rejectSamples() {
        return rejectMessage == null ? rejects.samples() : List.of();
    }

    /** What has become of all records so far; after a halting result, of those up to the record that halted. */
    RecordCounts counts() {
        return new RecordCounts(read, added, written, filtered, rejects.count(), rejects.byCode(), storedBytes);
    }

    long records(int worker) {
        return recordsByWorker[worker];
    }
}
