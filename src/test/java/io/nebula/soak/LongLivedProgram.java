package io.nebula.soak;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ActorSystem;

/**
 * A program that uses the library for as long as its standard input is open: two series of pipelines and one of operators,
 * all in one actor system. Prints what it has done; ends with 1 as soon as anything is not as it should be.
 */
final class LongLivedProgram {
    private LongLivedProgram() {}

    /** Arguments: a directory of its own; a seed. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Random seeds = new Random(Long.parseLong(arguments[1]));
        ActorSystem system = ActorSystem.create("LongLivedProgram", ConfigFactory.parseString("""
                pekko { log-dead-letters = off, loglevel = ERROR, logger-startup-timeout = 5m }
                """).withFallback(ConfigFactory.load()));
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<String>> series = List.of(
                new PipelineRounds(system, Files.createDirectory(directory.resolve("one")), over, seeds.nextLong()),
                new PipelineRounds(system, Files.createDirectory(directory.resolve("two")), over, seeds.nextLong()),
                new OperatorRounds(system, over, seeds.nextLong()));
        ExecutorService threads = Executors.newFixedThreadPool(series.size() + 1);
        CompletionService<String> ends = new ExecutorCompletionService<>(threads);
        threads.execute(() -> endWithInput(over));
        series.forEach(ends::submit);
        List<String> done = new ArrayList<>();
        try {
            for (int i = 0; i < series.size(); i++) {
                done.add(ends.take().get());
            }
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        done.forEach(System.out::println);
        threads.shutdown();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void endWithInput(AtomicBoolean over) {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            e.printStackTrace(); // ends it as the end of the input does
        }
        over.set(true);
    }
}
