package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nebula.catalog.Catalog;
import io.nebula.catalog.Code;
import io.nebula.cli.page.Style;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mistakes that users make, and what is said about them. Each {@code NAME.conf} says in comments how it is validated and
 * what is to be found: a code, and what is to be underlined. {@code NAME.txt} is what is to be said, {@code
 * NAME.terminal.txt} the same on a terminal; with
 * {@code -Dnebula.transcripts=write} it is written anew.
 */
class ValidateTranscriptsTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/transcripts/validate");
    private static final boolean WRITE = "write".equals(System.getProperty("nebula.transcripts"));

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".conf"))
                    .map(name -> name.replaceFirst("\\.conf$", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldSayWhatTheTranscriptSays(String name) throws IOException {
        compare(transcript(command(name), Style.PLAIN), DIRECTORY.resolve(name + ".txt"));
    }

    /** The escape character stands there as {@code ^[}. */
    @ParameterizedTest
    @ValueSource(strings = {"field", "several", "traps", "connect", "sample", "sample-rejects-skipped"})
    void shouldSayItInColourOnATerminal(String name) throws IOException {
        String said = transcript(command(name), new Style(true, 100)).replace("\033", "^[");

        compare(said, DIRECTORY.resolve(name + ".terminal.txt"));
    }

    private static void compare(String said, Path golden) throws IOException {
        if (WRITE) {
            Files.writeString(golden, said);
        }
        assertThat(said).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldNameThePlaceTheProblemAndTheFixOfEachMistake(String name) throws IOException {
        List<String> lines = Files.readAllLines(DIRECTORY.resolve(name + ".conf"));
        List<String> expected = lines.stream().filter(line -> line.startsWith("# found: "))
                .map(line -> line.substring("# found: ".length()).strip()).toList();

        JsonNode validation = new ObjectMapper().readTree(
                run(command(name).replace(" --format json", "") + " --format json", Style.PLAIN, new int[1]));

        List<String> found = new ArrayList<>();
        for (JsonNode finding : validation.get("findings")) {
            assertThat(finding.get("advice").asText()).as("advice for " + finding).isNotBlank().isNotEqualTo("null");
            assertThat(finding.get("message").asText()).isNotBlank();
            assertThat(Catalog.codes()).extracting(Code::name).contains(finding.get("code").asText());
            if (!finding.get("file").asText().startsWith("--set")) {
                found.add((finding.get("code").asText() + " " + underlined(finding, lines)).strip());
            }
        }
        assertThat(found).containsAll(expected);
    }

    private static String underlined(JsonNode finding, List<String> lines) {
        int line = finding.get("line").asInt();
        if (line == 0) {
            return "";
        }
        int column = finding.get("column").asInt();
        return lines.get(line - 1).substring(column - 1, column - 1 + finding.get("length").asInt());
    }

    @Test
    void shouldKnowManyKindsOfMistakes() throws IOException {
        assertThat(names()).hasSizeGreaterThan(20);
    }

    @Test
    void shouldFindNothingWrongWithTheSamples() throws IOException {
        int[] code = new int[1];
        try (Stream<Path> files = Files.list(Path.of("conf"))) {
            String names = String.join(" ", files.filter(file -> file.toString().endsWith(".conf")).map(Path::toString)
                    .sorted().toList());
            String said = run("nebula validate --deny-warnings " + names, Style.PLAIN, code);
            assertThat(code[0]).as(said).isZero();
            assertThat(said).contains("conf/quickstart.conf: OK\n").endsWith(" OK, 0 FAILED\n");
        }
    }

    @Test
    void shouldLeaveNothingBehind() throws IOException {
        run("nebula validate --level sample " + DIRECTORY.resolve("sample.conf"), Style.PLAIN, new int[1]);

        assertThat(Path.of("target/transcripts")).doesNotExist();
    }

    private static String command(String name) throws IOException {
        String file = DIRECTORY.resolve(name + ".conf").toString();
        return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith("# $ ")).findFirst()
                .map(line -> line.substring(4).replace("FILE", file)).orElse("nebula validate " + file);
    }

    private static String transcript(String command, Style style) throws IOException {
        int[] code = new int[1];
        String said = run(command, style, code);
        return "$ " + command + "\n" + said + "exit code " + code[0] + "\n";
    }

    /** What goes to standard output; the working directory is not the same everywhere. */
    private static String run(String command, Style style, int[] code) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, style);
        code[0] = Main.run(words(command.substring("nebula ".length())), console, new Shutdown(console.err(), halted -> {}));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        return out.toString(StandardCharsets.UTF_8).replace(Path.of("").toAbsolutePath().toString(), "<here>");
    }

    /** As a shell takes a command line apart: quotes keep blanks and stay where they are in the middle of a word. */
    private static String[] words(String line) {
        return line.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
    }
}
