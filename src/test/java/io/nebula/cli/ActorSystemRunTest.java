package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.event.Logging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ActorSystemRunTest {
    @Test
    void shouldWaitForAnActorSystemThatIsLate(@TempDir Path directory) throws Exception {
        Path pipeline = Files.writeString(directory.resolve("late.conf"), """
                nebula.pipeline {
                  source { type = generate, count = 10 }
                  sink { type = discard }
                  parallel.use-parallel = true
                }
                pekko.loggers = ["%s"]
                """.formatted(LateLogger.class.getName()));

        CommandRun run = CommandRun.of("run", pipeline.toString(), "--summary", "json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("\"written\":10,");
    }

    /** As late as all of a process is that is stopped and goes on, later than an actor system waits by itself. */
    static final class LateLogger extends AbstractActor {
        private static final long LATE_MILLIS = 5500;

        @Override
        public Receive createReceive() {
            return receiveBuilder().match(Logging.InitializeLogger.class, initialize -> {
                new CountDownLatch(1).await(LATE_MILLIS, TimeUnit.MILLISECONDS);
                getSender().tell(Logging.loggerInitialized(), getSelf());
            }).matchAny(event -> {}).build();
        }
    }
}
