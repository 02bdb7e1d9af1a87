package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunScopeTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1, false, auto", "2, true, 1", "3, true, 2", "5, true, auto", "7, false, 3", "999, true, 2"})
    void shouldWriteTheFirstRecordsAndNoMore(int limit, boolean parallel, String batch) throws IOException {
        List<String> records = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            records.add(i % 3 == 0 ? i + ",\"two\nlines\"" : i + ",plain");
        }
        Files.writeString(directory.resolve("in.csv"), "id,text\n\n" + String.join("\n\n", records) + "\n");

        CommandRun run = run("", "--limit", Integer.toString(limit), "--set", "parallel { use-parallel = " + parallel
                + ", batch-size = " + batch + " }");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(directory.resolve("out.csv")).content()
                .isEqualTo("id,text\n" + String.join("\n", records.subList(0, Math.min(limit, 8))) + "\n");
        assertThat(directory.resolve("out.csv.nebula")).doesNotExist();
        assertThat(run.err()).contains(limit < 8 ? "It stopped after " + limit + " records, as --limit says"
                : "The input has fewer records than the 999 of --limit");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStopInTheMiddleOfManyMorselsInInputOrder(boolean parallel) throws IOException {
        CommandRun run = run("source { type = generate, count = 300000 }, ", "--limit", "123456", "--set",
                "parallel.use-parallel = " + parallel);

        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(directory.resolve("out.csv"));
        assertThat(lines).hasSize(123_457);
        assertThat(lines.get(123_456)).startsWith("123456,");
    }

    @Test
    void shouldCountRejectedRecordsAndStopWithinSeveralFiles() throws IOException {
        Files.writeString(directory.resolve("a1.csv"), "a,b\n1,1\n2\n");
        Files.writeString(directory.resolve("a2.csv"), "a,b\n3,3\n4,4\n");

        CommandRun run = run("source = \"" + directory + "/a*.csv\", errors { policy = dead-letter, dead-letter = \""
                + directory + "/bad.jsonl\" }, ", "--limit", "3", "--summary", "json");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode summary = new ObjectMapper().readTree(lastLine(run));
        assertThat(summary.get("read").asInt()).isEqualTo(3);
        assertThat(summary.get("rejected").asInt()).isEqualTo(1);
        assertThat(directory.resolve("out.csv")).hasContent("a,b\n1,1\n3,3\n");
        assertThat(directory.resolve("bad.jsonl")).content().contains("a1.csv").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSayAllThatARunSaysAndCreateNothing(boolean parallel) throws IOException {
        Files.writeString(directory.resolve("in.csv"), "a,b\n1,0\n2,2\n3,3\n");
        String more = "transforms = [ { type = compute, set = [\"c = a / b\"] }, { type = filter, where = \"a < 3\" } ], "
                + "errors { policy = dead-letter, dead-letter = \"" + directory + "/letters/bad.jsonl\" }, parallel.use-parallel = "
                + parallel + ", sink.path = \"" + directory + "/new/out.csv.gz\", ";

        CommandRun dry = run(more, "--dry-run", "--summary", "json");

        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(files()).containsExactlyInAnyOrder("in.csv", "p.conf");
        CommandRun wet = run(more, "--summary", "json");
        assertThat(files()).contains("new/out.csv.gz", "letters/bad.jsonl");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(directory.resolve("new/out.csv.gz"))))
                .readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("a,b,c\n2,2,1.0\n");
        for (String key : List.of("outcome", "read", "written", "filtered", "rejected", "rejects", "bytesRead")) {
            assertThat(new ObjectMapper().readTree(lastLine(dry)).get(key)).as(key)
                    .isEqualTo(new ObjectMapper().readTree(lastLine(wet)).get(key));
        }
    }

    @Test
    void shouldSayThatNothingWasWritten() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "a\n1\n");

        assertThat(run("", "--dry-run").err()).contains("Nothing was written: this was a dry run.");
        assertThat(run("", "--dry-run", "--quiet").err()).isEmpty();
    }

    @Test
    void shouldRefuseInADryRunWhatARunRefuses() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "a\n1\n");
        Files.writeString(directory.resolve("out.csv"), "old");

        CommandRun run = run("", "--dry-run");

        assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.err()).contains("error[output-exists]");
        assertThat(run("sink.overwrite = true, ", "--dry-run").code()).isZero();
        assertThat(directory.resolve("out.csv")).hasContent("old");
    }

    @Test
    void shouldRefuseInADryRunTheStateOfAnotherJobAndLeaveIt() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "a\n1\n2\n3\n");
        String stumbling = "transforms = [ { type = compute, set = [\"b = 6 % (3 - a)\"] } ], parallel.batch-size = 1, ";
        assertThat(run(stumbling).code()).isEqualTo(ExitCode.FAILED);
        List<String> left = files();

        CommandRun dry = run("", "--dry-run");

        assertThat(dry.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(dry.err()).contains("it was not this one", "--restart").isEqualTo(
                run("").err().replace("\nNothing has been read or written.", ""));
        assertThat(run("", "--dry-run", "--restart").code()).isZero();
        assertThat(run(stumbling, "--dry-run").code()).as("the same job").isEqualTo(ExitCode.FAILED);
        assertThat(files()).isEqualTo(left);
    }

    @Test
    void shouldRefuseInADryRunAnOutputThatCannotBeMade() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "a\n1\n");
        Files.createFile(directory.resolve("out.csv.nebula"));

        CommandRun run = run("", "--dry-run");

        assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.err()).contains("error[not-a-directory]", "out.csv.nebula is not a directory");
    }

    @Test
    void shouldRejectInADryRunWhatThereCanBeNoFileFor() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "a,b\n1,x\n2," + "y".repeat(300) + "\n3,z\n");
        String routed = "sink { path = \"" + directory + "/out/{b}.csv\" }, errors.policy = skip, parallel.use-parallel = ";

        for (boolean parallel : new boolean[] {true, false}) {
            CommandRun run = run(routed + parallel, "--dry-run", "--summary", "json");

            assertThat(run.code()).as(run.err()).isZero();
            JsonNode summary = new ObjectMapper().readTree(lastLine(run));
            assertThat(summary.get("written").asInt()).isEqualTo(2);
            assertThat(summary.at("/rejects/route-too-long").asInt()).isEqualTo(1);
            assertThat(files()).containsExactlyInAnyOrder("in.csv", "p.conf");
        }
    }

    @Test
    void shouldNotDropWhatAnInterruptedRunCanGoOnFrom() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "a\n1\n2\n");
        Path kept = Files.writeString(Files.createDirectories(directory.resolve("out.csv.nebula")).resolve("manifest.1"), "x");

        CommandRun run = run("", "--limit", "1");

        assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.err()).contains("out.csv.nebula: here is what", "--restart");
        assertThat(kept).exists();
        assertThat(run("", "--limit", "1", "--dry-run").err()).isEqualTo(run.err());
        assertThat(kept).exists();
        assertThat(run("", "--limit", "1", "--restart").code()).isZero();
        assertThat(directory.resolve("out.csv")).hasContent("a\n1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5", "99999999999999999999"})
    void shouldRefuseALimitThatIsNone(String limit) throws IOException {
        assertThat(run("", "--limit=" + limit).code()).isEqualTo(ExitCode.USAGE);
    }

    /** After warnings. */
    private static String lastLine(CommandRun run) {
        return run.err().substring(run.err().stripTrailing().lastIndexOf('\n') + 1);
    }

    private CommandRun run(String more, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("p.conf"), """
                nebula.pipeline {
                  source = "%1$s/in.csv"
                  sink { type = file, path = "%1$s/out.csv" }
                  %2$s
                }
                """.formatted(directory, more));
        List<String> words = new ArrayList<>(List.of("run", file.toString()));
        words.addAll(List.of(options));
        return CommandRun.of(words.toArray(new String[0]));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).toList();
        }
    }
}
