package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs and files that mean harm: each ends with a message and the right exit code, whatever it was to exhaust. */
@Timeout(120)
class HostileInputsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRefuseARecordThatIsTooLong() throws IOException {
        CommandRun run = run("a\n" + "x".repeat(100) + "\nok\n", ".csv", "source.max-record-bytes = 64B");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("in.csv:2").contains("record-too-long").contains("raise max-record-bytes");
    }

    @Test
    void shouldRefuseJsonThatIsNestedTooDeep() throws IOException {
        CommandRun run = run("{\"a\":" + "[".repeat(100_000) + "}\n", ".jsonl", "");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("in.jsonl:1").contains("malformed-json").contains("at most 512 levels");
    }

    @Test
    void shouldRefuseMoreFieldsThanItCanBear() throws IOException {
        String names = IntStream.range(0, 30_000).mapToObj(i -> "f" + i).collect(Collectors.joining(","));

        CommandRun run = run(names + "\n", ".csv", "");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).contains("in.csv").contains("30000 fields, and at most 20000").contains("csv.delimiter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"source.max-decompressed-bytes = 1MiB | max-decompressed-bytes",
        "source.max-compression-ratio = 100 | max-compression-ratio"})
    void shouldStopAtABomb(String limit, String key) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("in.csv.gz")))) {
            byte[] line = ("a" + "x".repeat(1022) + "\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 70 << 10; i++) {
                out.write(line);
            }
        }
        CommandRun run = run(null, ".csv.gz", limit);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("in.csv.gz: byte ").contains("raise " + key);
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "regex_matches(a, '((x{1000}){1000}){1000}') | 78 | more than 10000 steps",
        "length(replace(repeat('a', 1000000), 'a', repeat('b', 1000000))) > 1 | 1 | too-long",
        "length(replace(repeat(a, 1000000), 'x', repeat(a, 1000000))) > 1 | 1 | too-long",
        "regex_matches(repeat(a, 10000), '^(x+x+)+y$') | 0 | completed",
        "a like '%x%x%x%x%x%x%x%x%x%x%x%x%x%x%y' | 0 | completed"})
    void shouldBoundWhatAnExpressionCosts(String condition, int code, String message) throws IOException {
        CommandRun run = run("a\nx\n", ".csv", "transforms = [{ type = filter, where = \"" + condition + "\" }]");

        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"url(\"http://localhost:1/x.conf\") | include-not-local",
        "\"https://localhost:1/x.conf\" | include-not-local", "classpath(\"reference.conf\") | include-not-local",
        "required(url(\"file:///etc/passwd\")) | include-not-local", "\"p.conf\" | include-cycle",
        "required(\"/dev/zero\") | include-not-found"})
    void shouldIncludeNothingButLocalFiles(String what, String code) throws IOException {
        Files.writeString(directory.resolve("p.conf"), "include " + what + "\nnebula.pipeline.nmae = x\n");

        CommandRun run = CommandRun.of("run", directory.resolve("p.conf").toString());

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).contains("p.conf:1:1: error[" + code + "]");
    }

    @Test
    void shouldNotFollowALinkOutOfTheDirectoryThatValuesArePutBelow() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.createDirectories(directory.resolve("out"));
        Files.createSymbolicLink(directory.resolve("out/link"), elsewhere);
        Files.createSymbolicLink(directory.resolve("out/within"), directory.resolve("out"));

        CommandRun within = run("a\n..\n/etc\nwithin\n", ".csv", "sink.path = \"" + directory + "/out/{a}/x.csv\"");
        CommandRun out = run("a\nlink\n", ".csv", "sink.path = \"" + directory + "/out/{a}/y.csv\"");

        assertThat(within.code()).as(within.err()).isZero();
        assertThat(directory.resolve("out/%2E./x.csv")).exists();
        assertThat(directory.resolve("out/%2Fetc/x.csv")).exists();
        assertThat(out.code()).as(out.err()).isEqualTo(1);
        assertThat(out.err()).contains("out/link/y.csv: a symbolic link leads out of").contains("remove the link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** @param text of the input; null if it is there */
    private CommandRun run(String text, String ending, String more) throws IOException {
        Path input = directory.resolve("in" + ending);
        if (text != null) {
            Files.writeString(input, text);
        }
        Path conf = Files.writeString(directory.resolve("hostile.conf"), "nebula.pipeline {\nsource { type = file, path = \"" + input
                + "\" }\nsink { type = file, path = \"" + directory.resolve("out.csv") + "\", overwrite = true }\n" + more + "\n}\n");
        return CommandRun.of("run", conf.toString());
    }
}
