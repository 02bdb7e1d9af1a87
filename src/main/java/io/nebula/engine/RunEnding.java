package io.nebula.engine;

import io.nebula.connector.ClosedOutputException;
import io.nebula.connector.RecordOutput;
import io.nebula.format.Morsel;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a run: decides whether the output is finished or abandoned, and says what happened. Writes, and so belongs on a
 * thread that may block.
 */
final class RunEnding {
    private static final Logger LOG = LoggerFactory.getLogger(RunEnding.class);

    private final Plan plan;
    private final RecordOutput output;
    private final DeadLetters deadLetters;
    private final Settlement settlement;
    private final RunClock clock;
    private boolean outputClosed;
    private boolean tooManyRejects;

    /**
     * @param output null if it could not be opened; then there is no settlement either
     * @param deadLetters null if there are none, or they could not be opened; then there is no settlement either
     */
    RunEnding(Plan plan, RecordOutput output, DeadLetters deadLetters, Settlement settlement, RunClock clock) {
        this.plan = plan;
        this.output = output;
        this.deadLetters = deadLetters;
        this.settlement = settlement;
        this.clock = clock;
    }

    /**
     * Commits the output if all went well, else abandons it.
     *
     * @param failure what the stream ended with, or null
     * @param interrupted whether somebody asked the run to stop
     * @param imbalance says what does not add up, or null; asked only if nothing else is wrong
     */
    RunResult conclude(Throwable failure, boolean interrupted, Supplier<String> imbalance, BalanceReport report) {
        String message = failure == null ? null : explain(failure);
        String unkept = endSettlement();
        message = message == null ? unkept : message;
        if (message == null && settlement != null && settlement.rejectMessage() != null) {
            message = rejected();
        }
        boolean whole = message == null && !interrupted && !outputClosed;
        if (whole) {
            message = commit(imbalance.get());
        }
        Outcome outcome = message != null ? Outcome.FAILED : whole ? Outcome.COMPLETED : Outcome.INTERRUPTED;
        plan.source().close();
        if (outcome != Outcome.COMPLETED && output != null) {
            output.abandon();
        }
        if (deadLetters != null) {
            deadLetters.close();
        }
        if (outcome == Outcome.INTERRUPTED && !outputClosed) {
            message = "interrupted before the end of the input\n" + whereToGoOn();
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
            LOG.error("Pipeline {} has failed in a step", plan.pipeline().name(), settlement.rejectCause());
        }
        return settlement.rejectMessage() + "\n" + whereToGoOn();
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
            return "the accounts do not balance, a defect of the engine: " + imbalance + "\n" + whereToGoOn();
        }
        try {
            settlement.refuseTooManyRejects(true);
            if (deadLetters != null) {
                deadLetters.commit();
            }
            output.commit();
            return null;
        } catch (IOException | RuntimeException e) {
            return explain(e);
        }
    }

    private String explain(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClosedOutputException) {
            outputClosed = true;
            return null;
        }
        tooManyRejects |= cause instanceof TooManyRejectsException;
        boolean expected = cause instanceof IOException || cause instanceof RunFailedException;
        if (!expected) {
            LOG.error("Pipeline {} has failed", plan.pipeline().name(), cause);
        }
        return (expected ? cause.getMessage() : cause) + place(cause) + "\n" + whereToGoOn();
    }

    private String place(Throwable cause) {
        return settlement != null && cause instanceof MorselFailedException failed
                && failed.input() instanceof Morsel morsel ? "\nIt is in " + settlement.place(morsel) + "." : "";
    }

    private String whereToGoOn() {
        if (settlement == null) {
            return "Nothing has been read or written.";
        }
        String partial = output.partial();
        String letters = deadLetters == null ? null : deadLetters.partial();
        return (partial == null ? "The output is incomplete."
                : "What was written before it is kept in " + partial + "; nothing stands under the output's own name.")
                + (letters == null ? "" : " The rejected records are kept in " + letters + ".")
                + " Remove the cause and run the same command again; it starts from the beginning.";
    }

    private RunResult result(Outcome outcome, String message, BalanceReport report) {
        if (settlement == null) {
            return new RunResult(plan.pipeline().name(), outcome, 0, 0, 0, 0, 0, Map.of(), List.of(), 0, 0, clock.seconds(),
                    clock.cpuSeconds(), List.of(), report.bottleneck(), message);
        }
        List<WorkerResult> workers = new ArrayList<>();
        for (BalanceReport.WorkerReport worker : report.workers()) {
            workers.add(new WorkerResult(worker.group(), worker.worker(), worker.cpu(), worker.morsels(),
                    settlement.records(worker.worker()), worker.stolen(), worker.busyNanos() / 1e9));
        }
        return new RunResult(plan.pipeline().name(), outcome, settlement.read(), settlement.added(), settlement.written(),
                settlement.filtered(), settlement.rejected(), settlement.rejects(), settlement.rejectSamples(), settlement.storedBytes(),
                output.storedBytes(), clock.seconds(), clock.cpuSeconds(), workers, report.bottleneck(), message);
    }
}
