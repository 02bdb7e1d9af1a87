package io.nebula.engine;

import io.nebula.balance.BalanceReport;
import io.nebula.balance.MorselFailedException;
import io.nebula.balance.RunFailedException;
import io.nebula.connector.ClosedOutputException;
import io.nebula.connector.RecordOutput;
import io.nebula.delivery.Manifest;
import io.nebula.format.Morsel;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RecordCounts;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a run: decides whether the output is finished or abandoned, and says what happened. Writes, and so belongs on a
 * thread that may block.
 */
final class RunEnding {
    private final Plan plan;
    private final RunBeginning beginning;
    private final Settlement settlement;
    private final RunClock clock;
    private final StageTimes times;
    private boolean outputClosed;
    private boolean tooManyRejects;

    /** @param beginning null if the outputs could not be opened; then there is no settlement either */
    RunEnding(Plan plan, RunBeginning beginning, Settlement settlement, RunClock clock,
            StageTimes times) {
        this.plan = plan;
        this.beginning = beginning;
        this.settlement = settlement;
        this.clock = clock;
        this.times = times;
    }

    /**
     * Commits the output if all went well, else takes a last checkpoint, if checkpoints are taken, and abandons it.
     *
     * @param failure what the stream ended with, or null
     * @param interrupted whether somebody asked the run to stop
     * @param imbalance says what does not add up, or null; asked only if nothing else is wrong
     */
    RunResult conclude(Throwable failure, boolean interrupted, Supplier<String> imbalance, BalanceReport report) {
        String problem = failure == null ? null : explain(failure);
        String unkept = endSettlement();
        problem = problem == null ? unkept : problem;
        if (problem == null && settlement != null && settlement.rejectMessage() != null) {
            problem = rejected();
        }
        boolean whole = problem == null && !interrupted && !outputClosed;
        if (whole) {
            problem = beginning.published() ? null : commit(imbalance.get());
        } else if (settlement != null) {
            checkpoint();
        }
        Outcome outcome = problem != null ? Outcome.FAILED : whole ? Outcome.COMPLETED : Outcome.INTERRUPTED;
        plan.source().close();
        close(outcome);
        String message = problem == null ? null
                : problem + "\n" + whereToGoOn((tooManyRejects ? "Raise the limit" : "Remove the cause")
                        + " and run the same command again") + otherwise();
        if (outcome == Outcome.INTERRUPTED && !outputClosed) {
            message = "interrupted before the end of the input\n" + whereToGoOn("To go on, run the same command again");
        }
        if (outcome == Outcome.COMPLETED && beginning.published()) {
            message = lostFigures();
        }
        return result(outcome, message, report);
    }

    /** @return why what was rejected cannot be kept; null if it is */
    private String endSettlement() {
        try {
            if (settlement != null) {
                settlement.end();
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return explain(e);
        }
    }

    private String rejected() {
        if (settlement.rejectCause() != null) {
            log().error("Pipeline {} has failed in a step", plan.pipeline().name(), settlement.rejectCause());
        }
        return settlement.rejectMessage();
    }

    private void checkpoint() {
        try {
            settlement.checkpoint(false);
        } catch (IOException | RuntimeException e) {
            log().debug("There is no last checkpoint; the one before it counts", e);
        }
    }

    private void close(Outcome outcome) {
        if (beginning == null || beginning.published()) {
            return;
        }
        if (outcome != Outcome.COMPLETED) {
            beginning.output().abandon();
        }
        if (beginning.deadLetters() != null) {
            beginning.deadLetters().close();
        }
    }

    /** Whether the run ended because the reader of its output had gone. */
    boolean outputClosed() {
        return outputClosed;
    }

    /** Whether it failed because more records were rejected than the limits allow. */
    boolean tooManyRejects() {
        return tooManyRejects;
    }

    /** @return why the output cannot be finished; null if it is */
    private String commit(String imbalance) {
        if (imbalance != null) {
            return "the accounts do not balance, a defect of the engine: " + imbalance;
        }
        try {
            settlement.refuseTooManyRejects(true);
            settlement.checkpoint(true);
            publish(beginning.output(), beginning.deadLetters());
            return null;
        } catch (IOException | RuntimeException e) {
            checkpoint();
            return explain(e);
        }
    }

    /** Both or none, also if the process dies in between: a run that is started again makes up for the rest. */
    private static void publish(RecordOutput output, DeadLetters deadLetters) throws IOException {
        if (deadLetters == null) {
            output.commit();
            return;
        }
        deadLetters.prepare();
        output.prepare();
        deadLetters.commit();
        output.commit();
    }

    private String explain(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof ClosedOutputException) {
            outputClosed = true;
            return null;
        }
        tooManyRejects |= cause instanceof TooManyRejectsException;
        boolean expected = cause instanceof IOException || cause instanceof RunFailedException;
        if (!expected) {
            log().error("Pipeline {} has failed", plan.pipeline().name(), cause);
        }
        if (cause instanceof OutOfMemoryError) {
            return cause + "; give the JVM more memory (NEBULA_OPTS=-Xmx2g), or let the run hold less at a time"
                    + " (parallel.in-flight-bytes, parallel.worker-count, parallel.batch-size)" + place(cause);
        }
        return (expected ? cause.getMessage() : cause) + place(cause);
    }

    /** A failure without what stages and streams have wrapped it in. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private String place(Throwable cause) {
        Object input = cause instanceof MorselFailedException failed ? failed.input()
                : cause instanceof MorselTooLargeError error ? error.morsel() : null;
        return settlement != null && input instanceof Morsel morsel ? "\nIt is in " + settlement.place(morsel) + "." : "";
    }

    private String whereToGoOn(String advice) {
        if (settlement == null) {
            return "Nothing has been read or written.";
        }
        String partial = beginning.output().partial();
        Manifest last = beginning.checkpoints() == null ? null : beginning.checkpoints().last();
        String letters = beginning.deadLetters() == null ? null : beginning.deadLetters().partial();
        return (partial == null ? "The output is incomplete."
                : "What was written before it is kept in " + partial + "; nothing stands under the output's own name.")
                + (letters == null ? "" : " The rejected records are kept in " + letters + ".")
                + " " + advice + (last == null ? "; it starts from the beginning."
                        : "; it goes on after " + records(last.counts().read()) + ".");
    }

    /** What a checkpoint does not allow. */
    private String otherwise() {
        boolean resumable = settlement != null && beginning.checkpoints() != null && beginning.checkpoints().last() != null;
        return resumable ? " Where the pipeline or an input has to change for that, add --restart to begin at the beginning."
                : "";
    }

    static String records(long count) {
        return String.format(Locale.ROOT, count == 1 ? "%,d record" : "%,d records", count);
    }

    /** Says why the figures of a run that had only to tidy up are nought, if they are. */
    private String lostFigures() {
        return beginning.before() != null ? null
                : "an earlier run had completed the output, and only its figures are not known any more";
    }

    private RunResult result(Outcome outcome, String message, BalanceReport report) {
        if (settlement == null) {
            return result(outcome, RecordCounts.NONE, 0, 0, List.of(), List.of(), report, message);
        }
        List<WorkerResult> workers = new ArrayList<>();
        for (BalanceReport.WorkerReport worker : report.workers()) {
            workers.add(new WorkerResult(worker.group(), worker.worker(), worker.cpu(), worker.morsels(),
                    settlement.records(worker.worker()), worker.stolen(), worker.busyNanos() / 1e9));
        }
        Manifest before = beginning.before();
        long bytesWritten = beginning.published() ? before == null ? 0 : before.output().bytes()
                : beginning.output().storedBytes();
        return result(outcome, counts(outcome), before == null ? 0 : before.counts().read(), bytesWritten,
                settlement.rejectSamples(), workers, report, message);
    }

    /** What counts is what the next run will not do again, and the record that ended this one. */
    private RecordCounts counts(Outcome outcome) {
        if (outcome == Outcome.COMPLETED || beginning.checkpoints() == null || settlement.rejectMessage() != null) {
            return settlement.counts();
        }
        Manifest last = beginning.checkpoints().last();
        return last == null ? RecordCounts.NONE : last.counts();
    }

    private RunResult result(Outcome outcome, RecordCounts counts, long resumedFrom, long bytesWritten,
            List<String> rejectSamples, List<WorkerResult> workers, BalanceReport report, String message) {
        return new RunResult(plan.pipeline().name(), outcome, resumedFrom, counts.read(), counts.added(), counts.written(),
                counts.filtered(), counts.rejected(), counts.rejects(), rejectSamples, counts.bytesRead(), bytesWritten, clock.seconds(),
                clock.cpuSeconds(), workers,
                times.results(workers.stream().mapToDouble(WorkerResult::busySeconds).sum()), PeakMemory.bytes(),
                report.bottleneck(), message);
    }

    /** Fetched only where there is something to say: most runs never set up any logging. */
    private static Logger log() {
        return LoggerFactory.getLogger(RunEnding.class);
    }
}
