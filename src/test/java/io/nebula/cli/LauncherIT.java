package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LauncherIT {
    private static final Path LAUNCHER = Path.of("nebula").toAbsolutePath();
    private static final String ENDLESS = "nebula.pipeline { source { type = generate, count = 100000000000 }, "
            + "sink { type = %s, format = csv }, parallel.use-parallel = %s }";
    private static final Path OWN = Path.of("target", "test-classes").toAbsolutePath();
    private static final String PIPE = "nebula.pipeline { source { type = stdin, format = csv, schema { a = long } }, "
            + "sink { type = %s }, parallel.use-parallel = %s }";
    @TempDir
    private Path directory;

    @Test
    void shouldStartFromAnyDirectoryThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), LAUNCHER);

        Process process = start(link.toString(), "version");

        assertThat(process.inputReader().readLine()).startsWith("nebula ");
        assertThat(exit(process)).isZero();
    }

    @Test
    void shouldRefuseABadFileNamedRelativeToTheWorkingDirectory() throws Exception {
        Files.writeString(directory.resolve("bad.conf"), "nebula.pipeline { source = * }");

        Process process = start(LAUNCHER.toString(), "run", "bad.conf");

        assertThat(process.errorReader().readLine()).isEqualTo("bad.conf:1:28: error[syntax]: '*' must be quoted here");
        assertThat(process.inputReader().read()).isEqualTo(-1);
        assertThat(exit(process)).isEqualTo(78);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "schema", "--help", "completion bash", "eval 1"})
    void shouldNotSucceedWithAnAnswerThatCannotBeWritten(String verb) throws Exception {
        Process full = start("sh", "-c", "exec '" + LAUNCHER + "' " + verb + " > /dev/full");
        List<String> said = lines(full.errorReader());

        assertThat(exit(full)).isEqualTo(1);
        assertThat(said).containsExactly("nebula: standard output: not all of the answer could be written (No space left"
                + " on device); check free space and where it is sent");
    }

    @Test
    void shouldEndQuietlyWhenNobodyReadsAnAnswer() throws Exception {
        Process process = start("sh", "-c", "{ '" + LAUNCHER + "' list; echo \"ended with $?\" >&2; } | true");

        assertThat(lines(process.errorReader())).containsExactly("ended with 141");
        assertThat(exit(process)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEndWithTheSummaryWhenTerminated(boolean parallel) throws Exception {
        Files.writeString(directory.resolve("endless.conf"), ENDLESS.formatted("stdout", parallel));
        Process process = start(LAUNCHER.toString(), "run", "endless.conf", "--summary", "json");
        BufferedReader data = process.inputReader();
        assertThat(data.readLine()).startsWith("id,");

        process.toHandle().destroy(); // unlike Process.destroy, leaves the pipes open
        data.transferTo(Writer.nullWriter());
        List<String> said = lines(process.errorReader());

        assertThat(exit(process)).isEqualTo(143);
        assertThat(said.get(said.size() - 1)).startsWith("{\"pipeline\":\"endless\",\"outcome\":\"interrupted\"");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldEndWithTheSummaryWhenItsTerminalHasGone() throws Exception {
        assumeTrue(takesHangups(), "what is started where hangups are ignored goes on");
        Files.writeString(directory.resolve("endless.conf"), ENDLESS.formatted("stdout", true));
        Process process = start(LAUNCHER.toString(), "run", "endless.conf", "--summary", "json");
        BufferedReader data = process.inputReader();
        assertThat(data.readLine()).startsWith("id,");

        signal("HUP", process);
        data.transferTo(Writer.nullWriter());
        List<String> said = lines(process.errorReader());

        assertThat(exit(process)).isEqualTo(129);
        assertThat(said.get(said.size() - 1)).startsWith("{\"pipeline\":\"endless\",\"outcome\":\"interrupted\"");
    }

    /** Its children inherit what it ignores. */
    private static boolean takesHangups() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("SigIgn:"))
                .findFirst().orElseThrow().split("\\s+")[1];
        return (Long.parseUnsignedLong(ignored, 16) & 1) == 0;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEndQuietlyWhenNobodyReadsTheOutput(boolean parallel) throws Exception {
        Files.writeString(directory.resolve("endless.conf"), ENDLESS.formatted("stdout", parallel));
        Process process = start(LAUNCHER.toString(), "run", "endless.conf");
        BufferedReader data = process.inputReader();
        assertThat(data.readLine()).startsWith("id,");

        data.close();

        assertThat(lines(process.errorReader())).isEmpty();
        assertThat(exit(process)).isEqualTo(141);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStopWaitingForASilentInputWhenInterrupted(boolean parallel) throws Exception {
        Files.writeString(directory.resolve("pipe.conf"), PIPE.formatted("stdout, format = jsonl", parallel));
        Process process = start(LAUNCHER.toString(), "run", "pipe.conf", "--summary", "json");
        process.getOutputStream().write("a\n1\n".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        assertThat(process.inputReader().readLine()).isEqualTo("{\"a\":1}");

        signal("INT", process);
        List<String> said = lines(process.errorReader());

        assertThat(exit(process)).isEqualTo(130);
        assertThat(said.get(0)).isEqualTo("nebula: interrupted before the end of the input");
        assertThat(said.get(said.size() - 1)).contains("\"outcome\":\"interrupted\",\"resumedFrom\":0,\"read\":1,");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldEndWithASummaryWhenInterruptedWhileASilentInputHasYetToShowItsFields() throws Exception {
        Files.writeString(directory.resolve("pipe.conf"), "nebula.pipeline { name = silent, "
                + "source { type = stdin, format = csv }, sink = out.csv }");
        Process process = start(LAUNCHER.toString(), "run", "pipe.conf", "--summary", "json");
        process.getOutputStream().write("a\n1\n".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        awaitThread(process, "nebula-prepare");

        signal("INT", process);
        List<String> said = lines(process.errorReader());

        assertThat(exit(process)).isEqualTo(130);
        assertThat(said.get(0)).isEqualTo("nebula: interrupted before the run began");
        assertThat(said.get(said.size() - 1)).startsWith("{\"pipeline\":\"silent\",\"outcome\":\"interrupted\","
                + "\"resumedFrom\":0,\"read\":0,\"added\":0,\"written\":0,");
        assertThat(directory.toFile().list()).containsExactly("pipe.conf");
    }

    /** @param name no longer than the system keeps of it: 15 bytes */
    private static void awaitThread(Process process, String name) throws IOException {
        boolean there = false;
        while (!there) {
            assertThat(process.isAlive()).isTrue();
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
                for (Path thread : threads.toList()) {
                    there |= Files.exists(thread) && new String(Files.readAllBytes(thread.resolve("comm")),
                            StandardCharsets.UTF_8).strip().equals(name);
                }
            } catch (NoSuchFileException e) {
                continue; // one has just ended
            }
        }
    }

    @Test
    void shouldStopAtOnceAtASecondSignalWhenTheOutputIsNotTaken() throws Exception {
        Files.writeString(directory.resolve("endless.conf"), ENDLESS.formatted("stdout", false));
        Process process = start(LAUNCHER.toString(), "run", "endless.conf");
        assertThat(process.inputReader().readLine()).startsWith("id,");

        long before = System.nanoTime();
        signal("TERM", process);
        while (process.isAlive() && System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5)) {
            signal("INT", process); // signals that come while one is being taken may be merged with it
        }

        assertThat(exit(process)).isIn(130, 143);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldNotWaitForEverForAnOutputThatNobodyTakesWhenTerminated() throws Exception {
        Files.writeString(directory.resolve("endless.conf"), ENDLESS.formatted("stdout", true));
        Process process = start(LAUNCHER.toString(), "run", "endless.conf", "--summary", "json");
        assertThat(process.inputReader().readLine()).startsWith("id,");

        process.toHandle().destroy(); // and the pipe stays full, as with a reader that is stuck

        assertThat(lines(process.errorReader())).singleElement().satisfies(line -> assertThat(line)
                .contains("did not stop within 10 s", "its output is incomplete"));
        assertThat(exit(process)).isEqualTo(143);
    }

    @Test
    void shouldNameAMalformedRecordAndKeepWhatCameBeforeIt() throws Exception {
        Files.writeString(directory.resolve("in.csv"), "a,b\n1,2\n3\n");
        Files.writeString(directory.resolve("bad-record.conf"),
                "nebula.pipeline { source = in.csv, sink = \"out/x.csv\" }");

        Process process = start(LAUNCHER.toString(), "run", "bad-record.conf", "--summary", "json");
        List<String> said = lines(process.errorReader());

        assertThat(exit(process)).isEqualTo(1);
        assertThat(said.get(0)).startsWith("nebula: in.csv:3 (byte 8): ").contains("[ragged-row in decode]");
        assertThat(said.get(1)).contains("kept in out/x.csv.nebula/x.csv", "run the same command again");
        assertThat(said.get(2)).contains("\"outcome\":\"failed\",\"resumedFrom\":0,\"read\":2,\"added\":0,\"written\":1,",
                "\"filtered\":0,\"rejected\":1,\"rejects\":{\"ragged-row\":1}");
        assertThat(said).hasSize(3);
        assertThat(directory.resolve("out/x.csv")).doesNotExist();
        assertThat(directory.resolve("out/x.csv.nebula/x.csv")).hasContent("a,b\n1,2\n");
    }

    @Test
    void shouldExitWith65WhenTooManyRecordsAreRejectedAndSayWhereTheyAre() throws Exception {
        Files.writeString(directory.resolve("in.csv"), "a,b\n1,2\n3\n4,5\n6\n");
        Files.writeString(directory.resolve("dirty.conf"), "nebula.pipeline { source = in.csv, sink = out.csv,"
                + " errors { policy = dead-letter, dead-letter = bad.jsonl, max-rejects = 1 } }");

        Process process = start(LAUNCHER.toString(), "run", "dirty.conf", "--summary", "json");
        List<String> said = lines(process.errorReader());

        assertThat(exit(process)).isEqualTo(65);
        assertThat(said.get(0)).isEqualTo("nebula: 2 of 4 records were rejected, and max-rejects is 1; look at what the"
                + " rejects have in common");
        assertThat(said.get(1)).contains("The rejected records are kept in bad.jsonl.nebula/bad.jsonl.");
        assertThat(said.get(2)).contains("\"outcome\":\"failed\"", "\"rejected\":2,\"rejects\":{\"ragged-row\":2}");
        assertThat(said).hasSize(3);
        assertThat(directory.resolve("bad.jsonl.nebula/bad.jsonl")).content().contains("\"record\":\"6\"");
        assertThat(directory.resolve("out.csv")).doesNotExist();

        Process enough = start(LAUNCHER.toString(), "run", "dirty.conf", "--set", "errors.max-rejects=2", "--quiet");
        assertThat(lines(enough.errorReader())).isEmpty();
        assertThat(exit(enough)).isZero();
        assertThat(directory.resolve("out.csv")).hasContent("a,b\n1,2\n4,5\n");
    }

    @Test
    void shouldRefuseEveryMistakeAtOnceAndTouchNoOutput() throws Exception {
        Files.writeString(directory.resolve("in.csv"), "a,b\n1,2\n");
        Files.writeString(directory.resolve("out.csv"), "precious");
        Files.writeString(directory.resolve("many.conf"), """
                nebula.pipeline {
                  source = in.csv
                  transforms = [ { type = filter, where = "aa > 1" } ]
                  sink   = { type = file, path = out.csv, overwrite = true }
                  errors = { policy = skp, max-reject = 3 }
                  checkpoint = { interval = 0s }
                }
                """);

        Process process = start(LAUNCHER.toString(), "run", "many.conf", "--set", "parallel.wurker-count=2");
        List<String> said = lines(process.errorReader());

        assertThat(exit(process)).isEqualTo(78);
        assertThat(said.stream().filter(line -> line.contains("error["))).containsExactly(
                "many.conf:3:44: error[unknown-field]: there is no field 'aa'",
                "many.conf:5:23: error[not-a-choice]: 'skp' is not one of fail, skip, dead-letter",
                "many.conf:5:28: error[unknown-key]: unknown key \"max-reject\"",
                "many.conf:6:29: error[out-of-range]: must be longer than nothing",
                "--set parallel.wurker-count: error[unknown-key]: unknown key \"wurker-count\"");
        assertThat(directory.resolve("out.csv")).hasContent("precious");
        assertThat(directory.resolve("out.csv.nebula")).doesNotExist();
    }

    @Test
    void shouldRefuseASecondRunToTheSameOutput() throws Exception {
        Files.writeString(directory.resolve("pipe.conf"), PIPE.formatted("file, path = out.csv", true));
        Process first = start(LAUNCHER.toString(), "run", "pipe.conf", "--summary", "json");
        first.getOutputStream().write("a\n1\n".getBytes(StandardCharsets.US_ASCII));
        first.getOutputStream().flush();
        while (!Files.exists(directory.resolve("out.csv.nebula/out.csv"))) {
            assertThat(first.isAlive()).isTrue();
            Thread.yield();
        }

        Process second = start("sh", "-c", "echo a | " + LAUNCHER + " run pipe.conf --summary json");

        List<String> said = lines(second.errorReader());
        assertThat(exit(second)).isEqualTo(78);
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).contains("out.csv: another run is writing it");
        assertThat(said.get(1)).isEqualTo("Nothing has been read or written.");
        signal("TERM", first);
        assertThat(lines(first.errorReader())).anySatisfy(line -> assertThat(line).contains("out.csv.nebula/out.csv"));
        assertThat(exit(first)).isEqualTo(143);
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    @Test
    void shouldRunATransformOfTheUsersOwn() throws Exception {
        Files.writeString(directory.resolve("own.conf"), "nebula.pipeline { source { type = generate, count = 1 },"
                + " transforms = [{ type = test-transform }], sink { type = stdout, format = jsonl } }");

        Process without = start(LAUNCHER.toString(), "run", "own.conf");
        Process with = start(Map.of("NEBULA_CLASSPATH", OWN.toString()),
                LAUNCHER.toString(), "run", "own.conf", "--quiet");

        assertThat(lines(without.errorReader())).anyMatch(line -> line.contains("no transform of type"));
        assertThat(lines(with.errorReader())).isEmpty();
        assertThat(lines(with.inputReader())).hasSize(1);
        assertThat(exit(with)).isZero();
    }

    @Test
    void shouldSayWhichClassOfTheUsersCannotBeUsed() throws Exception {
        Path services = Files.createDirectories(directory.resolve("own/META-INF/services"));
        Files.writeString(services.resolve("io.nebula.transform.TransformProvider"), "no.such.Transform");
        Files.writeString(directory.resolve("own.conf"), ENDLESS.formatted("stdout", true));

        Process process = start(Map.of("NEBULA_CLASSPATH", "own"), LAUNCHER.toString(), "run", "own.conf");
        List<String> said = lines(process.errorReader());

        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains("no.such.Transform", "NEBULA_CLASSPATH");
        assertThat(exit(process)).isEqualTo(78);
    }

    @Test
    void shouldSayThatTheUsersOwnJarIsMissing() throws Exception {
        Process process = start(Map.of("NEBULA_CLASSPATH", OWN + ":nowhere.jar"), LAUNCHER.toString(), "version");

        assertThat(lines(process.errorReader())).containsExactly(
                "nebula: NEBULA_CLASSPATH names nowhere.jar, which is not there");
        assertThat(exit(process)).isEqualTo(1);
    }

    @Test
    void shouldSayThatThereIsNoJavaWhereTheEnvironmentSays() throws Exception {
        Process process = start(Map.of("JAVA_HOME", directory.toString()), LAUNCHER.toString(), "version");

        assertThat(lines(process.errorReader())).containsExactly("nebula: JAVA_HOME names no Java, as there is no program "
                + directory + "/bin/java; set it to a JDK 17 or later, or unset it to run the java on the PATH");
        assertThat(exit(process)).isEqualTo(1);
    }

    @Test
    void shouldOpenFilesWithOddNamesInAnyLocale() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("ödd näme"));
        Files.writeString(odd.resolve("in pût.csv"), "a\nü\n");
        Files.writeString(odd.resolve("pïpe.conf"),
                "nebula.pipeline { source = \"ödd näme/in pût.csv\", sink = \"öut.jsonl\" }");

        Process process = start(Map.of("LC_ALL", "C"), "sh", "-c", LAUNCHER + " run --quiet */*.conf");

        assertThat(lines(process.errorReader())).isEmpty();
        assertThat(exit(process)).isZero();
        assertThat(directory.resolve("öut.jsonl")).hasContent("{\"a\":\"ü\"}\n");
    }

    @Test
    void shouldStartFromWhatWasLearntBesideTheFirstRunOfThisJvm() throws Exception {
        Path home = installation();
        Path loaded = directory.resolve("classes.txt");

        Process first = start(home.resolve("nebula").toString(), "version");
        assertThat(exit(first)).isZero();
        Path learnt = learnt(home.resolve("target"));
        Process second = start(Map.of("NEBULA_OPTS", "-Xlog:class+load:file=" + loaded),
                home.resolve("nebula").toString(), "version");

        assertThat(lines(second.errorReader())).isEmpty();
        assertThat(exit(second)).isZero();
        assertThat(learnt).isNotEmptyFile();
        assertThat(Files.readString(loaded)).contains("io.nebula.cli.Main source: shared objects file");
    }

    /** The tool as it is installed, without its sources. */
    private Path installation() throws IOException {
        Path home = Files.createDirectories(directory.resolve("installed"));
        Files.createDirectories(home.resolve("target/lib"));
        Files.copy(LAUNCHER, home.resolve("nebula"));
        Path target = LAUNCHER.resolveSibling("target");
        Files.copy(target.resolve("nebula.jar"), home.resolve("target/nebula.jar"));
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            for (Path library : libraries.toList()) {
                Files.createLink(home.resolve("target/lib").resolve(library.getFileName()), library);
            }
        }
        return home;
    }

    /** Waits until the rehearsal has ended and left nothing else behind. */
    private static Path learnt(Path target) throws IOException {
        while (true) {
            try (Stream<Path> files = Files.list(target)) {
                List<Path> learnt = files.filter(file -> file.getFileName().toString().startsWith("nebula-")
                        && !file.toString().endsWith(".lock")).toList();
                if (learnt.size() == 1 && Files.isRegularFile(learnt.get(0))) {
                    return learnt.get(0);
                }
            }
            Thread.yield();
        }
    }

    @Test
    void shouldSayThatAStandardStreamIsClosed() throws Exception {
        Files.writeString(directory.resolve("pipe.conf"), PIPE.formatted("stdout, format = csv", true));

        Process noInput = start("sh", "-c", LAUNCHER + " run pipe.conf <&-");
        Process noOutput = start("sh", "-c", "echo a | " + LAUNCHER + " run pipe.conf >&-");

        assertThat(lines(noInput.errorReader()).get(0)).contains("standard input", "Bad file descriptor");
        assertThat(lines(noOutput.errorReader()).get(0)).contains("standard output", "Bad file descriptor");
        assertThat(exit(noInput)).isEqualTo(78);
        assertThat(exit(noOutput)).isEqualTo(1);
    }

    private Process start(String... command) throws IOException {
        return start(Map.of(), command);
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    private static List<String> lines(BufferedReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static int exit(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
