package io.nebula.cli;

import io.nebula.engine.PipelineRun;
import io.nebula.options.InvalidOptionsException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A run that is made ready beside its caller, so that a signal need not wait for an input that says nothing. */
final class PreparedRun implements Runnable {
    private final FutureTask<PipelineRun> preparation;

    PreparedRun(Callable<PipelineRun> preparation) {
        this.preparation = new FutureTask<>(preparation);
    }

    /** Makes it ready, for a thread of its own. */
    @Override
    public void run() {
        preparation.run();
    }

    /** Ends the wait for the run; false if there is nothing to wait for any more. Thread-safe. */
    boolean cancel() {
        return preparation.cancel(false);
    }

    /** Asks the run that is ready to stop; does nothing if there is none. Thread-safe. */
    void interrupt() {
        try {
            await().interrupt();
        } catch (InvalidOptionsException | IOException | CancellationException e) {
            return; // there is no run, as whoever awaits it is told
        }
    }

    /**
     * Waits for the run.
     *
     * @throws CancellationException if it was interrupted before it was ready
     * @throws InvalidOptionsException if the pipeline is refused
     * @throws IOException if something else is wrong, said for a person
     */
    PipelineRun await() throws InvalidOptionsException, IOException {
        try {
            return preparation.get();
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private static RuntimeException refusal(Throwable cause) throws InvalidOptionsException, IOException {
        if (cause instanceof InvalidOptionsException refused) {
            throw refused;
        }
        if (cause instanceof IOException refused) {
            throw refused;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
