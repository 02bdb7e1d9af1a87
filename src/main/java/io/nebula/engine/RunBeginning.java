package io.nebula.engine;

import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.delivery.Fingerprint;
import io.nebula.delivery.Manifest;
import io.nebula.delivery.ManifestStore;
import io.nebula.delivery.SuspectStore;
import io.nebula.metrics.RecordCounts;
import io.nebula.pipeline.ErrorPolicy;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Opens the outputs of a run: new ones, or those of an interrupted run where its last checkpoint has left them, or none where
 * that run had done everything but the last steps of publication, which are then made up for. Nothing that an earlier run
 * has left is changed before it is known to be this job's. Writes, and so belongs on a thread that may block.
 */
final class RunBeginning {
    private static final String POLICY = "errors.policy";

    private final Plan plan;
    private final boolean restart;
    private final LongSupplier nanoTime;
    private Manifest before;
    private boolean published;
    private RecordOutput output;
    private DeadLetters deadLetters;
    private Checkpoints checkpoints;
    private Quarantine quarantine;

    /** @param restart whether to begin at the beginning, whatever an earlier run has left */
    RunBeginning(Plan plan, boolean restart, LongSupplier nanoTime) {
        this.plan = plan;
        this.restart = restart;
        this.nanoTime = nanoTime;
    }

    /**
     * @param workers how many there will be
     * @throws IOException naming place, problem and remedy; then nothing is open or locked
     */
    void open(int workers) throws IOException {
        boolean done = false;
        try {
            plan.sink().lock();
            before = found();
            if (publicationIsLeft()) {
                publish();
            } else if (before == null) {
                openNew();
            } else {
                resume();
            }
            if (plan.fingerprint() != null && !published) {
                checkpoints = new Checkpoints(new ManifestStore(plan.sink().stateDirectory()), plan.fingerprint(), output,
                        deadLetters, before, plan.pipeline().checkpoint().interval().toNanos(), nanoTime);
            }
            quarantine = quarantine(workers);
            done = true;
        } finally {
            if (!done) {
                release();
            }
        }
    }

    private Quarantine quarantine(int workers) throws IOException {
        if (checkpoints == null) {
            return Quarantine.none(workers);
        }
        Fingerprint job = plan.fingerprint().without("errors.");
        if (restart) {
            new SuspectStore(plan.sink().stateDirectory(), job).discard();
        }
        return Quarantine.begin(plan.sink().stateDirectory(), job, Manifest.consumed(before), workers,
                plan.pipeline().errors().policy() == ErrorPolicy.FAIL);
    }

    /**
     * Refuses what {@link #open} would refuse, as far as that can be told without changing anything.
     *
     * @throws IOException naming place, problem and remedy
     */
    void check() throws IOException {
        refuseInUse(plan.sink());
        if (plan.deadLetter() != null) {
            refuseInUse(plan.deadLetter());
        }
        if (found() == null && !publicationIsLeft()) {
            refuseFinishedLetters();
        }
    }

    private static void refuseInUse(RecordSink sink) throws IOException {
        if (sink.inUse()) {
            throw new IOException(place(sink) + ": another run is writing it; wait for its end, or choose another output");
        }
    }

    /** The checkpoint to go on from; null if the run begins at the beginning. */
    private Manifest found() throws IOException {
        if (plan.fingerprint() == null || restart) {
            return null;
        }
        Manifest found = new ManifestStore(plan.sink().stateDirectory()).load();
        if (found == null || found.counts().equals(RecordCounts.NONE) && !publicationIsLeft()) {
            return null;
        }
        refuseOtherJob(found);
        return found;
    }

    private boolean publicationIsLeft() {
        return plan.fingerprint() != null && !restart && plan.sink().publicationInterrupted();
    }

    /** What an earlier run had prepared is put in its place; the dead letters may be there already. */
    private void publish() throws IOException {
        if (plan.deadLetter() != null && plan.deadLetter().publicationInterrupted()) {
            plan.deadLetter().completeInterruptedPublication();
        }
        plan.sink().completeInterruptedPublication();
        published = true;
    }

    private void openNew() throws IOException {
        refuseFinishedLetters();
        if (plan.sink().stateDirectory() != null) {
            new ManifestStore(plan.sink().stateDirectory()).discard();
        }
        boolean durable = plan.fingerprint() != null;
        output = plan.sink().open(durable);
        if (plan.deadLetter() != null) {
            deadLetters = new DeadLetters(plan.deadLetter(), plan.deadLetter().open(durable), plan.pipeline().secrets());
        }
    }

    /** Dead letters that were left out of the plan, because only publication seemed to be left. */
    private void refuseFinishedLetters() throws IOException {
        if (plan.deadLetter() == null && plan.pipeline().errors().policy() == ErrorPolicy.DEAD_LETTER) {
            throw new IOException(plan.pipeline().errors().deadLetter().path()
                    + ": exists, with the rejected records of an earlier run; set overwrite = true for it, or remove it");
        }
    }

    private void resume() throws IOException {
        output = plan.sink().resume(before.output());
        if (plan.deadLetter() != null) {
            deadLetters = new DeadLetters(plan.deadLetter(), before.deadLetters() == null
                    ? plan.deadLetter().open(true) : plan.deadLetter().resume(before.deadLetters()), plan.pipeline().secrets());
        }
    }

    private void release() {
        if (deadLetters != null) {
            deadLetters.close();
        }
        if (output != null) {
            output.abandon();
        }
        if (plan.deadLetter() != null) {
            plan.deadLetter().unlock();
        }
        plan.sink().unlock();
    }

    private void refuseOtherJob(Manifest found) throws IOException {
        List<String> differences = differences(found, plan);
        if (!differences.isEmpty()) {
            throw new IOException(place(plan.sink()) + ": an interrupted run has left its state in "
                    + plan.sink().stateDirectory() + ", but it was not this one: the fingerprint was "
                    + found.fingerprint().hash() + " and is " + plan.fingerprint().hash()
                    + "\n  " + String.join("\n  ", differences)
                    + "\nRun it as it was to go on after " + RunEnding.records(found.counts().read())
                    + ", or add --restart to drop what it has written and start from the beginning.");
        }
    }

    /** What a sink writes, for messages: a file, or the pattern of several. */
    static String place(RecordSink sink) {
        return String.valueOf(sink.routes() == null ? sink.path() : sink.routes().path());
    }

    /** What the job of a checkpoint had other than that of a plan, a line for each fact. */
    static List<String> differences(Manifest found, Plan plan) {
        Fingerprint then = found.fingerprint();
        List<String> differences = then.differences(plan.fingerprint());
        if (ErrorPolicy.FAIL.toString().equals(then.facts().get(POLICY))) {
            // nothing has been rejected yet, so that another policy would have led to the same
            differences.removeIf(difference -> difference.startsWith("errors."));
        }
        return differences;
    }

    /** Whether all that was left to do has been done. */
    boolean published() {
        return published;
    }

    /** What the run goes on from; null if it begins at the beginning. */
    Manifest before() {
        return before;
    }

    /** Null if everything has been published. */
    RecordOutput output() {
        return output;
    }

    /** Null if there are none. */
    DeadLetters deadLetters() {
        return deadLetters;
    }

    /** What is known of records that have brought the process down. */
    Quarantine quarantine() {
        return quarantine;
    }

    /** Null if none are taken. */
    Checkpoints checkpoints() {
        return checkpoints;
    }
}
