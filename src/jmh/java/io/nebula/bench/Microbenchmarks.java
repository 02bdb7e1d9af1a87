package io.nebula.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with its usual arguments, after saying on what; results also go to {@code target/bench/jmh.json}. */
public final class Microbenchmarks {
    private Microbenchmarks() {}

    public static void main(String[] arguments) throws Exception {
        System.out.print(Environment.text());
        Path directory = Files.createDirectories(Settings.read().directory());
        new Runner(new OptionsBuilder().parent(new CommandLineOptions(arguments))
                .resultFormat(ResultFormatType.JSON).result(directory.resolve("jmh.json").toString()).build()).run();
        System.out.print(Environment.text());
    }
}
