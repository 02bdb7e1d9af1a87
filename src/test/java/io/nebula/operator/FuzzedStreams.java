package io.nebula.operator;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/** What tests of operators run in: streams whose order of events Pekko shuffles, and which leave no thread behind. */
abstract class FuzzedStreams {
    static final Config FUZZING = ConfigFactory.parseString("""
            pekko.stream.materializer.debug.fuzzing-mode = on
            pekko.actor.default-dispatcher.throughput = 1
            pekko.log-dead-letters = off
            pekko.loglevel = ERROR
            """);

    static ActorSystem system;

    @BeforeAll
    static void start(TestInfo test) {
        system = ActorSystem.create(test.getTestClass().orElseThrow().getSimpleName(),
                FUZZING.withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @AfterEach
    void shouldLeaveNoThreadBehind() {
        OperatorThreads.awaitNone();
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }
}
