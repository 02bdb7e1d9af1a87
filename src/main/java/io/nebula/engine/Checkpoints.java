package io.nebula.engine;

import io.nebula.balance.RunFailedException;
import io.nebula.connector.CrashPoints;
import io.nebula.connector.OutputMark;
import io.nebula.connector.RecordOutput;
import io.nebula.delivery.CommitTracker;
import io.nebula.delivery.Fingerprint;
import io.nebula.delivery.Manifest;
import io.nebula.delivery.ManifestStore;
import io.nebula.format.Morsel;
import io.nebula.metrics.RecordCounts;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes the checkpoints of a run: the outputs are forced to disk first, then the manifest that says how far they count. A
 * run that is started again goes on from the last manifest, whatever has been appended since. One thread at a time.
 */
final class Checkpoints {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ManifestStore store;
    private final Fingerprint fingerprint;
    private final RecordOutput output;
    private final DeadLetters deadLetters;
    private final CommitTracker settled;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final int interruptions;
    private Manifest last;
    private boolean changed;
    private long lastNanos;

    /**
     * @param deadLetters null if there are none
     * @param before the manifest that the run goes on from, or null
     * @param nanoTime a clock that never goes back
     */
    Checkpoints(ManifestStore store, Fingerprint fingerprint, RecordOutput output, DeadLetters deadLetters,
            Manifest before, long intervalNanos, LongSupplier nanoTime) {
        this.store = store;
        this.fingerprint = fingerprint;
        this.output = output;
        this.deadLetters = deadLetters;
        this.settled = new CommitTracker(Manifest.consumed(before));
        this.intervalNanos = intervalNanos;
        this.nanoTime = nanoTime;
        this.interruptions = before == null ? 0 : before.interruptions() + 1;
        this.last = before;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** Takes note of a morsel whose results, all of them, have been appended. */
    void settled(Morsel morsel, long lines) {
        settled.add(morsel.origin().index(), morsel.position(), morsel.end(), morsel.skipped() > 0 ? lines + 1 : lines);
        changed = true;
    }

    /** Whether the interval since the last checkpoint is over. */
    boolean due() {
        return nanoTime.getAsLong() - lastNanos >= intervalNanos;
    }

    /** Whether it is so long over that nothing is worth waiting for any more. */
    boolean overdue() {
        return nanoTime.getAsLong() - lastNanos >= intervalNanos + PATIENCE_NANOS;
    }

    /**
     * Takes a checkpoint, if there is anything new.
     *
     * @param counts of the records in the morsels that have been settled
     * @param complete whether these are all
     */
    void take(RecordCounts counts, boolean complete) throws IOException {
        if (!changed && !complete) {
            return;
        }
        String mismatch = counts.mismatch();
        if (mismatch != null) {
            throw new RunFailedException("the accounts do not balance, a defect of the engine: " + mismatch);
        }
        OutputMark letters = deadLetters == null ? null : deadLetters.checkpoint();
        CrashPoints.reach("dead-letters-checkpointed");
        OutputMark mark = output.checkpoint();
        CrashPoints.reach("output-checkpointed");
        Manifest manifest = new Manifest(last == null ? 1 : last.sequence() + 1, fingerprint, settled.consumed(), mark,
                letters, counts, interruptions, complete);
        store.save(manifest);
        last = manifest;
        changed = false;
        lastNanos = nanoTime.getAsLong();
    }

    /** What the next run would go on from; null if it would begin at the beginning. */
    Manifest last() {
        return last;
    }
}
