package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.Outcome;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PreparedRunTest {
    @Test
    void shouldNotWaitForAnInputThatSaysNothingOnceItIsCancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch silence = new CountDownLatch(1);
        PreparedRun prepared = begun(() -> {
            asked.countDown();
            silence.await();
            return run();
        });
        asked.await();

        assertThat(prepared.cancel()).isTrue();
        prepared.interrupt();

        assertThatThrownBy(prepared::await).isInstanceOf(CancellationException.class);
        silence.countDown();
    }

    @Test
    void shouldInterruptTheRunOnceItIsReady() throws Exception {
        PreparedRun prepared = begun(PreparedRunTest::run);
        PipelineRun run = prepared.await();

        assertThat(prepared.cancel()).isFalse();
        prepared.interrupt();

        assertThat(run.sequentially().outcome()).isEqualTo(Outcome.INTERRUPTED);
    }

    @Test
    void shouldHandOnWhyThereIsNoRun() {
        for (Throwable reason : List.of(new InvalidOptionsException(Problem.at("sink", "bad-path", "no", null)),
                new IOException("in use"), new IllegalStateException("broken"), new StackOverflowError())) {
            PreparedRun prepared = begun(() -> {
                if (reason instanceof Exception exception) {
                    throw exception;
                }
                throw (Error) reason;
            });

            assertThatThrownBy(prepared::await).isSameAs(reason);
            assertThat(prepared.cancel()).isFalse();
        }
    }

    private static PreparedRun begun(Callable<PipelineRun> preparation) {
        PreparedRun prepared = new PreparedRun(preparation);
        Thread thread = new Thread(prepared);
        thread.setDaemon(true);
        thread.start();
        return prepared;
    }

    private static PipelineRun run() throws InvalidOptionsException {
        return PipelineRun.prepare(new Pipeline("prepared", new GenerateSpec(1000), List.of(), new DiscardSinkSpec(),
                ParallelSettings.DEFAULT.withUseParallel(Switch.OFF)));
    }
}
