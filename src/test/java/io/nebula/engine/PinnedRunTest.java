package io.nebula.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import io.nebula.balance.WorkerGroups;
import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Reads the kernel's view of this process's threads; passes by on platforms without one. */
@Timeout(60)
class PinnedRunTest {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final ParallelSettings PINNED = ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
            .withEnableAffinity(Switch.ON).withWorkerCount(4).withParallelGroups(2).withBatchSize(100);

    /** Lets idle threads go soon, and then starts one from the thread that sends a message to an actor of Pekko's own. */
    private static final String IMPATIENT_POOL = """
            pekko.actor.internal-dispatcher {
              type = Dispatcher
              executor = thread-pool-executor
              thread-pool-executor { fixed-pool-size = 4, keep-alive-time = 1s, allow-core-timeout = on }
            }
            """;

    private final Set<String> masks = ConcurrentHashMap.newKeySet();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private ActorSystem system;

    @BeforeEach
    void start() {
        assumeTrue(Files.isDirectory(TASKS));
        system = ActorSystem.create("PinnedRunTest", ConfigFactory.parseString(IMPATIENT_POOL)
                .withFallback(ConfigFactory.load()));
    }

    @AfterEach
    void stop() {
        if (system != null) {
            TestKit.shutdownActorSystem(system);
        }
    }

    @Test
    void shouldReallyBindItsThreadsAlsoOnASmallMachineAndTellWhere() throws Exception {
        RunResult result = run(PINNED, 20_000);

        Set<Integer> told = result.workers().stream().filter(worker -> worker.morsels() > 0).map(WorkerResult::cpu)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> seen = masks.stream().map(mask -> mask.matches("\\d+") ? Integer.parseInt(mask) : -1)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(seen);
        assertThat(names).allMatch(name -> told.contains(-1) ? name.endsWith("-unpinned") : name.matches(".*-cpu\\d+"));
    }

    @Test
    void shouldTellThatUnboundWorkersAreUnbound() throws Exception {
        RunResult result = run(PINNED.withEnableAffinity(Switch.OFF), 20_000);

        assertThat(result.workers()).extracting(WorkerResult::cpu).containsOnly(-1);
        assertThat(masks).containsExactly(mask(Path.of("/proc/self")));
    }

    @Test
    void shouldSayOncePerRunWhetherAndWhyItsThreadsAreBound() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(WorkerGroups.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.addAppender(said);
        logger.setLevel(Level.INFO);
        try {
            run(PINNED.withEnableAffinity(Switch.OFF), 5_000);
        } finally {
            logger.setLevel(null);
            logger.detachAppender(said);
        }

        assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("pinned: 4 workers in 2 groups; binding is switched off");
    }

    @Test
    void shouldLeaveNobodyElsesThreadOnTheCpuOfAWorker() throws Exception {
        String base = mask(Path.of("/proc/self"));

        run(PINNED, 5_000, () -> awaitNoThreads("PinnedRunTest-pekko.actor.internal-dispatcher"));

        awaitNoThreads("nebula-pinned-");
        assertThat(confined(base)).isEmpty();
    }

    private RunResult run(ParallelSettings settings, int records) throws Exception {
        return run(settings, records, () -> {});
    }

    private RunResult run(ParallelSettings settings, int records, Runnable inEachMorsel) throws Exception {
        TransformSpec look = TransformSpec.of("look", schema -> new BoundTransform(schema, () -> batch -> {
            masks.add(mask(Path.of("/proc/thread-self")));
            names.add(Thread.currentThread().getName());
            if (names.size() == 1) {
                system.actorSelection("/system/nebula-worker-1-*").tell(PoisonPill.getInstance(), ActorRef.noSender());
            }
            inEachMorsel.run();
            return batch;
        }));
        RunResult result = PipelineRun.prepare(new Pipeline("pinned", new GenerateSpec(records), List.of(look),
                new DiscardSinkSpec(), settings)).on(system).toCompletableFuture().get(30, SECONDS);
        assertThat(result.failure()).isNull();
        assertThat(result.read()).isEqualTo(records);
        return result;
    }

    private static List<String> confined(String base) throws IOException {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.filter(task -> !mask(task).isEmpty() && !mask(task).equals(base))
                    .filter(task -> !line(task, "Name:").startsWith("nebula-pinned")) // on its last steps
                    .map(PinnedRunTest::nameAndMask).toList();
        }
    }

    private static String nameAndMask(Path task) {
        return line(task, "Name:") + " on " + mask(task);
    }

    private static String mask(Path task) {
        return line(task, "Cpus_allowed_list:");
    }

    /** A thread that has ended meanwhile has no line. */
    private static String line(Path task, String key) {
        try (Stream<String> lines = Files.lines(task.resolve("status"))) {
            return lines.filter(line -> line.startsWith(key)).findFirst().orElse(key).substring(key.length()).trim();
        } catch (IOException e) {
            return "";
        }
    }

    private static void awaitNoThreads(String prefix) {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().startsWith(prefix))) {
            assertThat(System.nanoTime()).as(prefix + "… threads end").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
