package io.nebula.engine;

import io.nebula.delivery.WorkNotes;
import io.nebula.format.Morsel;
import java.util.function.Function;

/**
 * A worker's kernel that takes down which morsel it works on. After a failure the note stays: whether it tells of the cause
 * is decided at the end of the run.
 */
final class NotingKernel implements Function<Morsel, MorselResult>, AutoCloseable {
    private final int worker;
    private final MorselKernel kernel;
    private final Quarantine quarantine;
    private final WorkNotes notes;
    private final Runnable memoryExhausted;

    /** @param memoryExhausted told when there is no memory; must not need any */
    NotingKernel(int worker, MorselKernel kernel, Quarantine quarantine, Runnable memoryExhausted) {
        this.worker = worker;
        this.kernel = kernel;
        this.quarantine = quarantine;
        this.notes = quarantine.notes();
        this.memoryExhausted = memoryExhausted;
    }

    @Override
    public MorselResult apply(Morsel morsel) {
        return apply(morsel, false);
    }

    /** @param alone whether the morsel is a single record, and nothing else is being worked on */
    MorselResult apply(Morsel morsel, boolean alone) {
        boolean noted = !quarantine.isExhausted(); // a worker may go on until the run has failed, and must not erase why
        if (noted) {
            notes.begin(worker, morsel.origin().index(), morsel.position(), morsel.end(), alone);
        }
        MorselResult result;
        try {
            result = kernel.apply(morsel);
        } catch (VirtualMachineError e) {
            quarantine.exhausted();
            memoryExhausted.run();
            throw e;
        }
        if (noted) {
            notes.done(worker);
        }
        return result;
    }

    @Override
    public void close() {
        kernel.close();
    }
}
