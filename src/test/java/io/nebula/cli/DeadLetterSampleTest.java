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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code conf/dead-letters.conf}: what its comments and the README say of it. */
@Timeout(60)
class DeadLetterSampleTest {
    private static final String REPAIRED = "transforms = [{ type = compute, set = \"minutes_per_mile = 60 / nullif(`Speed IAS"
            + " in knots`, 0)\" }, { type = select, fields = [\"Flight Date\", \"Wildlife Species\", minutes_per_mile] }]";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void shouldGiveWithTheReplayWhatARunWithoutErrorsWouldHaveGiven() throws IOException {
        Path first = folder.resolve("first.csv");
        Path rest = folder.resolve("rest.csv");
        Path whole = folder.resolve("whole.csv");
        Path letters = folder.resolve("bad.jsonl");

        assertThat(run("run", first, "--set", "errors.dead-letter.path=" + quoted(letters))).isZero();
        assertThat(said()).contains("rejected              19 records", "19 division-by-zero",
                "e.g. conf/data/birdstrikes.csv:", "[division-by-zero in transforms[0] compute]");
        assertThat(Files.readAllLines(letters)).hasSize(19);
        assertThat(Files.readAllLines(letters).get(0)).startsWith(shownInTheReadme());

        assertThat(run("replay", first, "--set", "errors.policy=fail", "--set", REPAIRED)).isEqualTo(78);
        assertThat(said()).contains("error[output-exists]", "add --set sink.path=…");

        assertThat(run("replay", rest, "--set", "errors.policy=fail", "--set", REPAIRED)).isZero();
        assertThat(run("run", whole, "--set", "errors.policy=fail", "--set", REPAIRED)).isZero();

        List<String> joined = new ArrayList<>(Files.readAllLines(first));
        joined.addAll(Files.readAllLines(rest).subList(1, 20));
        assertThat(joined).containsExactlyInAnyOrderElementsOf(Files.readAllLines(whole));
    }

    private static String shownInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("{\"file\":\"conf/data/");
        return readme.substring(start, readme.indexOf(" …}", start));
    }

    private int run(String verb, Path output, String... more) {
        List<String> args = new ArrayList<>(List.of(verb));
        if (verb.equals("replay")) {
            args.add(folder.resolve("bad.jsonl").toString());
        }
        args.addAll(List.of("conf/dead-letters.conf", "--set", "sink.path=" + quoted(output)));
        args.addAll(List.of(more));
        err.reset();
        Console console = new Console(System.out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Main.run(args.toArray(String[]::new), console, new Shutdown(console.err(), code -> {}));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String quoted(Path path) {
        return "\"" + path + "\"";
    }
}
