package io.nebula.engine;

import io.nebula.balance.MorselFailedException;
import io.nebula.connector.Consumed;
import io.nebula.delivery.Fingerprint;
import io.nebula.delivery.Note;
import io.nebula.delivery.Suspect;
import io.nebula.delivery.SuspectStore;
import io.nebula.delivery.Suspects;
import io.nebula.delivery.WorkNotes;
import io.nebula.format.Morsel;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the records that bring the process down. Each run takes down what it is working on; what is still written there when
 * the next one begins was there when the process died. What was there twice is worked on alone, one record at a time, and a
 * record at which the process then dies again, and once more, is the cause: it is not worked on any more.
 *
 * <p>Nothing is suspected after a run that has ended by itself, unless that was because of one morsel, or for want of memory.
 */
final class Quarantine {
    /** A morsel that never ends is the cause for certain, and costs a run its timeout each time. */
    private static final int CERTAIN = 2;

    private final SuspectStore store;
    private final WorkNotes notes;
    private final boolean retries;
    private Suspects suspects;
    private boolean told;
    private volatile boolean exhausted;

    private Quarantine(SuspectStore store, WorkNotes notes, Suspects suspects, boolean retries) {
        this.store = store;
        this.notes = notes;
        this.suspects = suspects;
        this.retries = retries;
    }

    /** Of a run that leaves nothing behind from which another could go on. */
    static Quarantine none(int workers) {
        return new Quarantine(null, WorkNotes.unkept(workers), Suspects.none(), false);
    }

    /**
     * Of a run of that job.
     *
     * @param consumed what earlier runs have settled
     * @param retries whether a record that a person has been told of gets another chance
     */
    static Quarantine begin(Path directory, Fingerprint job, Consumed consumed, int workers, boolean retries)
            throws IOException {
        SuspectStore store = new SuspectStore(directory, job);
        Suspects suspects = store.find().suspects().minus(consumed);
        WorkNotes notes;
        try {
            notes = store.notes(workers);
        } catch (IOException e) {
            log().warn("A record that brings this process down will not be found out: {}", e.getMessage());
            notes = WorkNotes.unkept(workers);
        }
        return new Quarantine(store, notes, suspects, retries);
    }

    WorkNotes notes() {
        return notes;
    }

    /** Whether there is anything to be worked on alone. */
    boolean needed() {
        return suspects.parts().stream().anyMatch(Suspect::isolated);
    }

    /** Whether there is anything to be worked on alone behind {@code morsel}; null stands for the beginning. */
    boolean goesOnBehind(Morsel morsel) {
        return suspects.parts().stream().anyMatch(part -> part.isolated() && (morsel == null
                || part.input() > morsel.origin().index()
                || part.input() == morsel.origin().index() && part.to() > morsel.end()));
    }

    /** Whether any of a morsel is to be worked on alone. */
    boolean touches(Morsel morsel) {
        return suspects.parts().stream().anyMatch(part -> part.isolated() && part.input() == morsel.origin().index()
                && part.from() < morsel.end() && morsel.position() < part.to());
    }

    /** What isolates the record that begins there; null if nothing does. */
    Suspect isolating(Morsel morsel, long position) {
        Suspect part = suspects.at(morsel.origin().index(), position);
        return part != null && part.isolated() ? part : null;
    }

    /** Whether the record that this is must not be worked on. */
    boolean refuses(Suspect record) {
        return record.guilty() && !(retries && record.named());
    }

    /** A person is going to be told of that record. */
    void tell(Suspect record) {
        suspects = suspects.with(record.told());
        told = true;
    }

    /** A worker has got no memory, whatever the run then fails with; needs none. */
    void exhausted() {
        exhausted = true;
    }

    /** Whether a worker has got no memory: what it was working on then must stay taken down. */
    boolean isExhausted() {
        return exhausted;
    }

    /** What was taken down of a morsel; where its worker has been replaced, another note stands in its place. */
    private Note note(Morsel morsel) {
        for (Note note : notes.notes()) {
            if (note.input() == morsel.origin().index() && note.from() == morsel.position()) {
                return note;
            }
        }
        return new Note(morsel.origin().index(), morsel.position(), morsel.end(), false, 0);
    }

    /**
     * The run has ended, though workers may still be at it. To be called while the output is locked.
     *
     * @param failure why it failed; null if it did not
     */
    void end(Throwable failure) {
        if (store == null) {
            return;
        }
        Throwable cause = RunEnding.cause(failure);
        Suspects before = suspects;
        if (exhausted || cause instanceof VirtualMachineError) {
            for (Note note : notes.notes()) {
                suspects = suspects.plus(note, 1);
            }
        } else if (cause instanceof MorselFailedException failed && failed.input() instanceof Morsel morsel) {
            suspects = suspects.plus(note(morsel), CERTAIN);
        }
        try {
            if (suspects != before || told) {
                store.save(new SuspectStore.Known(notes.run(), suspects));
            }
            notes.discard();
        } catch (IOException e) {
            log().warn("What this run was working on when it failed cannot be kept: {}", e.getMessage());
        }
    }

    /** Fetched only where there is something to say: most runs never set up any logging. */
    private static Logger log() {
        return LoggerFactory.getLogger(Quarantine.class);
    }
}
