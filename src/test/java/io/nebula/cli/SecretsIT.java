package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Canaries, random texts that stand where secrets do: they are looked for in all that the tool says and keeps, and may be
 * in the records of an output, where somebody has put them, and nowhere else.
 */
@Timeout(300)
class SecretsIT {
    private static final String HEAD = """
            source { type = file, path = "in.csv" }
            sink { type = file, path = "out.csv", overwrite = true }
            checkpoint { interval = 1ms }
            parallel { use-parallel = true, worker-count = 2, batch-size = 50 }
            """;
    private static final String TRANSFORMS = """
            transforms = [
              { type = compute, set = ["owner = '"${API_TOKEN}"'", "n = cast(replace(v, 'x', '"${API_TOKEN}"') as long)"] }
              { type = filter, where = "owner <> 'nobody' and v <> '"${DB_PASSWORD}"'" }
            ]
            """;
    /** Where the records of the output are, complete or not. */
    private static final String OUTPUT = "out.csv";

    private final long seed = System.nanoTime();
    private final String token = word();
    private final String password = word() + "\"\\'ü" + word();
    private final Map<String, String> environment = Map.of("API_TOKEN", token, "DB_PASSWORD", password);
    private final List<String> crash = new ArrayList<>();

    @TempDir
    private Path directory;
    private String said;

    @BeforeEach
    void writeInput() throws IOException {
        StringBuilder text = new StringBuilder("id,v\n");
        for (int i = 0; i < 2_000; i++) {
            text.append(i).append(',').append(i % 500 == 7 ? "x" : "1").append('\n');
        }
        Files.writeString(directory.resolve("in.csv"), text);
    }

    @Test
    void shouldKeepThemOutOfLettersSummariesAndLogs() throws Exception {
        pipeline(HEAD + TRANSFORMS.replace("${DB_PASSWORD}", "\"none\"")
                + "errors { policy = dead-letter, dead-letter { type = file, path = \"dead.jsonl\", overwrite = true } }");

        assertThat(nebula("run", "pipeline.conf", "--summary", "json", "--debug")).isZero();
        assertThat(said).contains("\"rejected\":4");
        assertThat(Files.readString(directory.resolve("dead.jsonl"))).contains("**").contains("\"record\":\"7,x\"");
        assertThat(Files.readString(directory.resolve("out.csv"))).contains(token);
        assertThat(nebula("run", "pipeline.conf", "--limit", "20", "--progress", "plain")).isZero();
        assertThat(nebula("replay", "dead.jsonl", "pipeline.conf", "--set", "sink.path=\"out.csv\"",
                "--set", "errors.dead-letter { type = file, path = \"again.jsonl\" }")).as(said).isNotEqualTo(2);
        assertThat(nebula("bench", "pipeline.conf", "--runs", "1", "--records", "100", "--workers", "1")).isNotEqualTo(2);
    }

    @Test
    void shouldKeepThemOutOfFailures() throws Exception {
        pipeline(HEAD + TRANSFORMS.replace("${DB_PASSWORD}", "\"none\""));

        for (String parallel : List.of("true", "false")) {
            assertThat(nebula("run", "pipeline.conf", "--debug", "--set", "parallel.use-parallel=" + parallel)).isEqualTo(1);
            assertThat(said).contains("**");
        }
    }

    @Test
    void shouldKeepThemOutOfWhatSurvivesACrash() throws Exception {
        pipeline(HEAD + TRANSFORMS.replace("${DB_PASSWORD}", "\"none\"") + "errors.policy = skip");
        crash.add("-Dnebula.crash.at=manifest-kept:2");
        assertThat(nebula("run", "pipeline.conf")).isEqualTo(137);
        assertThat(directory.resolve("out.csv.nebula")).isNotEmptyDirectory();
        crash.clear();

        assertThat(nebula("run", "pipeline.conf", "--set", "transforms = [{ type = filter, where = \"v <> '\"${API_TOKEN}\"'\" }]"))
                .isEqualTo(78);
        assertThat(said).contains("transforms");
        assertThat(nebula("run", "pipeline.conf", "--summary", "json")).isZero();
        assertThat(said).contains("\"resumedFrom\"");
    }

    @Test
    void shouldKeepThemOutOfWhatIsSaidOfAConfiguration() throws Exception {
        pipeline(HEAD + TRANSFORMS.replace("${DB_PASSWORD}", "\"none\""));
        Files.writeString(directory.resolve("pipeline.test.conf"), "nebula.tests = [{ name = t, input = [{ id = 1, v = x }],"
                + " expect = [{ id = 1 }] }, { name = u, input = [{ id = 1, v = 1 }], expect = [{ id = 2 }] }]");
        List<List<String>> commands = List.of(List.of("validate", "pipeline.conf", "--level", "sample"),
                List.of("validate", "pipeline.conf", "--format", "json"), List.of("explain", "pipeline.conf"),
                List.of("explain", "pipeline.conf", "--format", "json"), List.of("graph", "pipeline.conf"),
                List.of("test", "pipeline.conf", "--junit", "junit.xml"), List.of("run", "pipeline.conf", "--dry-run"));
        for (List<String> command : commands) {
            assertThat(nebula(command.toArray(String[]::new))).as(said).isNotEqualTo(2);
        }
    }

    @Test
    void shouldKeepThemOutOfMistakes() throws Exception {
        List<String> mistakes = List.of("parallel.credits = ${API_TOKEN}", "errors.policy = ${DB_PASSWORD}",
                "sink { path = ${DB_PASSWORD}, token = ${API_TOKEN} }", "password = \"" + token + "\", nmae = 1",
                "passwords = [\"" + token + "\", {a = " + token + "}], nmae = 1", "sink.secret { a = " + token + "\n b = 1 } }",
                "my-token = " + token + "*", "api-key = \"\"\"\n" + token + "\n\"\"\"\nsink.typ = x",
                "transforms = [{ type = filter, where = \"nofn('\"${API_TOKEN}\"')\" }]",
                "transforms = [{ type = filter, where = \"'\"${API_TOKEN}\"' > 1\" }]",
                "transforms = [{ type = ${API_TOKEN} }]", "source.path = \"missing/\"${API_TOKEN}",
                "checkpoint.interval = ${API_TOKEN}", "sink.csv.delimiter = ${API_TOKEN}");
        for (String mistake : mistakes) {
            pipeline(HEAD + mistake);
            assertThat(nebula("validate", "pipeline.conf")).as("%s%n%s", mistake, said).isEqualTo(78);
            assertThat(nebula("run", "pipeline.conf", "--debug")).as("%s%n%s", mistake, said).isEqualTo(78);
        }
        pipeline(HEAD);
        assertThat(nebula("run", "pipeline.conf", "--set", "sink.access-key=\"" + token + "\"", "--set", "x=${API_TOKEN}")).isEqualTo(78);
    }

    private void pipeline(String content) throws IOException {
        Files.writeString(directory.resolve("pipeline.conf"), "nebula.pipeline {\n" + content + "\n}\n");
    }

    /** Runs the tool and searches all that there is then; returns its exit code. */
    private int nebula(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(crash);
        command.add("io.nebula.cli.Main");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the run ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        said = Files.readString(directory.resolve("said"));
        search(String.join(" ", arguments));
        return process.exitValue();
    }

    private void search(String circumstances) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(".conf") && !name.equals(OUTPUT)) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                    for (String secret : List.of(token, password, password.substring(0, 12), password.substring(password.length() - 12))) {
                        assertThat(text.contains(secret)).as("seed %d, %s: %s in %s:%n%s", seed, circumstances, secret, file, text)
                                .isFalse();
                    }
                }
            }
        }
    }

    private String word() {
        Random random = new Random(seed ^ System.identityHashCode(new Object()));
        StringBuilder word = new StringBuilder("canary");
        for (int i = 0; i < 12; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
