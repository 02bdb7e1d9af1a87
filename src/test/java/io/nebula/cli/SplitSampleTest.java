package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code conf/split-by-field.conf}: what its comments say of it, and what happens if it is wrong. */
@Timeout(60)
class SplitSampleTest {
    private static final String SAMPLE = "conf/split-by-field.conf";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheRecordsOfOneFileInManyAndInOrder() throws IOException {
        Path one = folder.resolve("one.csv");
        assertThat(run(SAMPLE, "--set", "sink.path=\"" + one + "\"")).as(said()).isZero();
        assertThat(run(SAMPLE, "--set", "sink.path=\"" + folder + "/out/{size}/{phase}.csv\"")).as(said()).isZero();

        assertThat(said()).contains("written           10,000 records");
        List<String> records = new ArrayList<>(Files.readAllLines(one));
        String header = records.remove(0);
        assertThat(records).hasSize(10_000);
        assertThat(folder.resolve("out/Large/Climb.csv")).exists();
        try (Stream<Path> walk = Files.walk(folder.resolve("out"))) {
            List<Path> files = walk.filter(Files::isRegularFile).toList();
            assertThat(files).hasSize(20);
            for (Path file : files) {
                String values = "," + file.getParent().getFileName() + ","
                        + file.getFileName().toString().replace(".csv", "");
                List<String> expected = new ArrayList<>(List.of(header));
                records.stream().filter(record -> record.endsWith(values)).forEach(expected::add);
                assertThat(Files.readAllLines(file)).as(values).isEqualTo(expected).hasSizeGreaterThan(1);
                records.removeIf(record -> record.endsWith(values));
            }
        }
        assertThat(records).isEmpty();
    }

    @Test
    void shouldPointAtAFieldThatIsNotThere() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.conf"), """
                nebula.pipeline {
                  source = "conf/data/birdstrikes.csv"
                  sink { type = file, path = "out/{Wildlife Size}/{Time of dya}.csv" }
                }
                """);

        assertThat(run(wrong.toString())).isEqualTo(78);

        assertThat(said()).contains("wrong.conf:3:52: error[unknown-field]: there is no field 'Time of dya'",
                "^".repeat(11) + "\n", "did you mean \"Time of day\"?");
    }

    @Test
    void shouldPointAtABraceThatClosesNothing() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.conf"), """
                nebula.pipeline {
                  source = "conf/data/birdstrikes.csv"
                  sink = "out/{Wildlife Size}}.csv"
                }
                """);

        assertThat(run(wrong.toString())).isEqualTo(78);

        assertThat(said()).contains("error[bad-path]: '}' closes nothing", "write }} for a brace");
    }

    private int run(String file, String... more) {
        List<String> args = new ArrayList<>(List.of("run", file));
        args.addAll(List.of(more));
        err.reset();
        Console console = new Console(System.out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Main.run(args.toArray(String[]::new), console, new Shutdown(console.err(), code -> {}));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
