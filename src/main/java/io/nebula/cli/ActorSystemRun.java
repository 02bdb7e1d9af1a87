package io.nebula.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.nebula.engine.PipelineRun;
import io.nebula.metrics.RunResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;

/** A parallel run on an actor system of its own. Apart, so that a sequential run loads nothing of Pekko. */
final class ActorSystemRun {
    /** How long a run that its actor system has left may take to say how it ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final String OURS = """
            pekko {
              loglevel = WARNING
              stdout-loglevel = OFF
              loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
              log-dead-letters = off
              # a process that was stopped for a while, or gets little of its machine, is late and has not failed
              logger-startup-timeout = 1h
              stream.materializer.creation-timeout = 1h
              actor.unstarted-push-timeout = 1h
              jvm-shutdown-hooks = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              jvm-exit-on-fatal-error = off
              # nothing here is serialized or looked up by a receptionist; who needs that gets it when it is first used
              library-extensions = []
              actor.typed.library-extensions = []
            }
            """;

    private final Supplier<ActorSystem> create;
    /** Null unless begun early. */
    private final CompletableFuture<ActorSystem> begun;

    private ActorSystemRun(Supplier<ActorSystem> create, boolean early) {
        this.create = create;
        this.begun = early ? CompletableFuture.supplyAsync(create) : null;
    }

    /** @param early whether the actor system is likely to be needed: it then starts at once, beside the caller */
    static ActorSystemRun of(Config settings, boolean early) {
        return new ActorSystemRun(() -> create(settings), early);
    }

    /** Instead of a run. An actor system that could not be made matters no more. */
    void abandon() {
        if (begun != null) {
            begun.thenAccept(ActorSystem::terminate);
        }
    }

    private static ActorSystem create(Config settings) {
        return ActorSystem.create("nebula",
                ConfigFactory.load(settings.withFallback(ConfigFactory.parseString(OURS))));
    }

    private ActorSystem system() {
        if (begun == null) {
            return create.get();
        }
        try {
            return begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Blocks until the run has ended. The actor system ends on its own then: it has nothing left to do, and the process does
     * not wait for it.
     */
    RunResult run(PipelineRun run) {
        ActorSystem system = system();
        try {
            CompletableFuture<RunResult> result = run.on(system).toCompletableFuture();
            // a fatal error, such as no memory left, ends the actor system and perhaps with it whoever would have answered
            system.getWhenTerminated().thenRunAsync(() -> result.completeExceptionally(
                    new IllegalStateException("the actor system has ended during the run; the log above says why")),
                    CompletableFuture.delayedExecutor(LAST_WORDS.toSeconds(), TimeUnit.SECONDS));
            return result.join();
        } finally {
            CompletableFuture.runAsync(system::terminate);
        }
    }
}
