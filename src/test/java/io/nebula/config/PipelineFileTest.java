package io.nebula.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.FileSinkSpec;
import io.nebula.options.Problem;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineFileTest {
    private static final String ENDS = "source { type = test-source, path = in }, sink { type = test-sink, path = out }";
    @TempDir
    private Path directory;

    @Test
    void shouldDescribeThePipelineThatTheFileDescribes() throws IOException {
        PipelineFile file = load("""
                nebula.pipeline {
                  source = { type = test-source, path = "a.csv", size = 64KiB }
                  transforms = [
                    { type = test-transform, set = ["x = 1", "y = 2"] }
                    { type = test-transform, fields { "Odd Name" = odd } }
                  ]
                  sink = { type = test-sink, path = "out.csv", overwrite = true }
                  parallel { use-parallel = true, worker-count = 3, parallel-groups = 2, batch-size = 10, queue-size = 40,
                    vector-batch-size = 128, enable-affinity = false, ordering = none, credits = 4,
                    in-flight-bytes = 1MiB, morsel-timeout = 5s }
                }""");

        assertThat(file.diagnostics()).isEmpty();
        assertThat(file.pipeline().name()).isEqualTo("pipe");
        assertThat(file.pipeline().source()).isEqualTo(new TestSource.Spec("a.csv", 64 << 10));
        assertThat(file.pipeline().transforms()).containsExactly(
                new TestTransform.Spec(List.of("x = 1", "y = 2"), Map.of(), 0),
                new TestTransform.Spec(List.of(), Map.of("Odd Name", "odd"), 0));
        assertThat(file.pipeline().sink()).isEqualTo(new TestSink.Spec("out.csv", true, null));
        assertThat(file.pipeline().parallel()).isEqualTo(new ParallelSettings(Switch.ON, 3, 2, 10, 128, 40, Switch.OFF,
                Ordering.NONE, 4, 1 << 20, Duration.ofSeconds(5)));
    }

    @Test
    void shouldLeaveEverythingToTheEngineUnlessTold() throws IOException {
        assertThat(load("nebula.pipeline { " + ENDS + " }").pipeline().parallel()).isEqualTo(ParallelSettings.DEFAULT);
    }

    @Test
    void shouldReportAllProblemsInTheOrderOfTheText() throws IOException {
        PipelineFile file = load("""
                nebula.pipeline {
                  naem = x
                  source = { type = test-sorce, path = 1, anything = 2 }
                  transforms = [
                    { type = test-transform, cuont = 1 }
                    { type = test-transform, count = -1 }
                  ]
                  parallel { worker-count = maybe, ordering = key }
                }
                nebula.pipelin = 1
                """);

        assertThat(file.valid()).isFalse();
        assertThat(file.diagnostics()).extracting(d -> d.line() + ":" + d.column() + " " + d.code() + " " + d.advice())
                .containsExactly(
                        "1:1 missing-key write sink = \"output.jsonl\"",
                        "2:3 unknown-key did you mean \"name\"?",
                        "3:21 unknown-type did you mean \"test-source\"?",
                        "5:30 unknown-key did you mean \"count\"?",
                        "6:38 wrong-type null",
                        "8:29 wrong-type null",
                        "8:47 not-a-choice use ordering = input: it keeps the order of all records, and so of those with equal keys",
                        "10:1 unknown-key did you mean \"pipeline\"?");
    }

    @Test
    void shouldShowTheLineTheCaretAndTheAdvice() throws IOException {
        String shown = Diagnostic.render(load("nebula.pipeline { " + ENDS + "\n\tnmae = x }").diagnostics());

        assertThat(shown).isEqualTo(directory.resolve("pipe.conf") + """
                :2:2: error[unknown-key]: unknown key "nmae"
                 2 | \tnmae = x }
                   | \t^^^^
                   = did you mean "name"?
                """);
    }

    @Test
    void shouldPlaceAProblemInsideAText() throws IOException {
        PipelineFile file = load("nebula.pipeline { " + ENDS + """

                transforms = [{ type = test-transform, set = [
                  "a = \\"x\\" + bad"
                  \"""multi
                line bad\"""
                  bare bad
                ] }] }""");

        List<Diagnostic> found = file.diagnosticsWith(List.of(
                Problem.within("transforms.0.set.0", 10, 3, "unknown-field", "there is no bad", null),
                Problem.within("transforms.0.set.1", 11, 3, "unknown-field", "there is no bad", null),
                Problem.within("transforms.0.set.2", 5, 3, "unknown-field", "there is no bad", null),
                Problem.at("sink.path", "exists", "out exists", null)));

        assertThat(found).extracting(d -> d.line() + ":" + d.column() + " "
                + d.sourceLine().substring(d.column() - 1, d.column() - 1 + d.length()))
                .containsExactly("1:93 out", "3:16 bad", "5:6 bad", "6:8 bad");
    }

    @Test
    void shouldFollowSubstitutionsToWhatIsWrong() throws IOException {
        PipelineFile file = load("""
                my { output = { type = test-sink, path = out, overwrit = true } }
                nebula.pipeline { source { type = test-source, path = in }, sink = ${my.output} { password = x } }
                """);

        assertThat(file.diagnostics()).extracting(d -> d.line() + ":" + d.column() + " " + d.code())
                .containsExactly("1:47 unknown-key");
    }

    @Test
    void shouldReplaceASourceOrSinkWhoseTypeIsOverridden() throws IOException {
        String text = "nebula.pipeline { source = in.csv, sink = { type = file, path = out.csv, overwrite = true } }";

        PipelineFile file = load(text, "sink { type = discard }", "source { type = generate, count = 3 }");

        assertThat(Diagnostic.render(file.diagnostics())).isEmpty();
        assertThat(file.pipeline().sink().type()).isEqualTo("discard");
        assertThat(file.pipeline().source().type()).isEqualTo("generate");
    }

    @Test
    void shouldAddAnOverrideToAListThatTheFileHas() throws IOException {
        PipelineFile file = load("nebula.pipeline { " + ENDS + ", transforms = [{ type = drop, fields = [a] }] }",
                "transforms += { type = drop, fields = [b] }");

        assertThat(Diagnostic.render(file.diagnostics())).isEmpty();
        assertThat(file.pipeline().transforms()).hasSize(2);
    }

    @Test
    void shouldLetOverridesWinAndNameThemWhenTheyAreWrong() throws IOException {
        String text = "nebula.pipeline { " + ENDS + " }";

        assertThat(load(text, "name = a", "name = b", "sink.path=\"c d\"").pipeline().name()).isEqualTo("b");
        assertThat(Diagnostic.render(load(text, "parallel.worker-count=-1").diagnostics())).isEqualTo("""
                --set parallel.worker-count: error[wrong-type]: must be an integer of at least 1
                  | parallel.worker-count=-1
                  |                       ^^
                """);
        assertThat(load(text, "nonsense").diagnostics()).extracting(Diagnostic::code).containsExactly("syntax");
    }

    @Test
    void shouldLetAnOverrideAddToTheShortFormOfASink() throws IOException {
        PipelineFile file = load("nebula.pipeline { source { type = test-source, path = in }, sink = \"a file\" }",
                "sink.type = test-sink", "sink.overwrite = true");

        assertThat(file.pipeline().sink()).isEqualTo(new TestSink.Spec("a file", true, null));
    }

    @Test
    void shouldSubstituteTheEnvironmentAndNameWhatNothingSets() throws IOException {
        String text = "nebula.pipeline { " + ENDS + ", name = ${WHO}, transforms = ${?NONE} }\n";

        assertThat(PipelineFile.load(write("pipe.conf", text), List.of(), Map.of("WHO", "me")).pipeline().name())
                .isEqualTo("me");
        assertThat(load(text).diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("unresolved");
            assertThat(d.message()).isEqualTo("nothing says what ${WHO} is");
            assertThat(d.advice()).contains("${?WHO}");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sink = a*b                | 2:9  | put the whole text in double quotes: "…*…"
            sink = "abc               | 2:8  | add a " at its end; a text over several lines is written in three quotes: \"""…\"""
            parallel {                | 1:17 | add a } where the section ends
            transforms = [ {}         | 2:14 | add a ] where the list ends
            sink                      | 2:1  | write key = value, or key { … } for a section
            """)
    void shouldReportASyntaxErrorAloneWithAdvice(String line, String place, String advice) throws IOException {
        PipelineFile file = load("nebula.pipeline { bad = 1\n" + line + "\n}");

        assertThat(file.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.line() + ":" + d.column()).isEqualTo(place);
            assertThat(d.advice()).isEqualTo(advice);
        });
    }

    @Test
    void shouldWarnOfWhatIsProbablyNotMeant() throws IOException {
        PipelineFile file = load("""
                include "missing.conf"
                free = 1, free = 2
                nebula.pipeline { source { type = test-source, path = "${HOME}/x" }, sink { type = test-sink, path = out }
                  name = a
                  name = b
                }""");

        assertThat(file.valid()).isTrue();
        assertThat(file.pipeline().name()).isEqualTo("b");
        assertThat(file.diagnostics()).extracting(d -> d.severity() + " " + d.line() + " " + d.code()).containsExactly(
                "WARNING 1 include-not-found", "WARNING 3 quoted-substitution", "WARNING 5 duplicate-key");
    }

    @Test
    void shouldIncludeFilesBesideTheIncludingFileAndPlaceProblemsInThem() throws IOException {
        write("parts/ends.conf", "include required(\"deeper.conf\")\nsource { type = test-source, path = in }\nsink.pth = 1\n");
        write("parts/deeper.conf", "sink { type = test-sink, path = out }");
        PipelineFile file = load("nebula.pipeline { include required(\"parts/ends.conf\") }");

        assertThat(file.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.file()).isEqualTo(directory.resolve("parts/ends.conf").toString());
            assertThat(d.line() + ":" + d.column()).isEqualTo("3:1");
        });
    }

    @ParameterizedTest
    @CsvSource({"required(\"no.conf\"), include-not-found", "\"http://localhost:1/x.conf\", include-not-local",
        "url(\"http://localhost:1/x.conf\"), include-not-local", "classpath(\"x.conf\"), include-not-local",
        "required(url(\"file:/x.conf\")), include-not-local"})
    void shouldRefuseIncludesThatAreNotLocalFiles(String what, String code) throws IOException {
        PipelineFile file = load("include " + what + "\nnebula.pipeline { " + ENDS + " }");

        assertThat(file.valid()).isFalse();
        assertThat(file.diagnostics()).extracting(Diagnostic::code).containsExactly(code);
    }

    @Test
    void shouldReadCheckpointSettings() throws IOException {
        String pipeline = "nebula.pipeline { " + ENDS + " }";

        assertThat(load(pipeline).pipeline().checkpoint()).isEqualTo(CheckpointSettings.DEFAULT);
        assertThat(load(pipeline, "checkpoint.enabled=true", "checkpoint.interval=200ms").pipeline().checkpoint())
                .isEqualTo(new CheckpointSettings(Switch.ON, Duration.ofMillis(200)));
        assertThat(load(pipeline, "checkpoint.enabled=off").pipeline().checkpoint().enabled()).isEqualTo(Switch.OFF);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"checkpoint.interval=0s | out-of-range", "checkpoint.interval=often | wrong-type",
        "checkpoint.enabled=maybe | wrong-type", "checkpoint.enable=true | unknown-key"})
    void shouldRefuseCheckpointSettingsThatMakeNoSense(String setting, String code) throws IOException {
        assertThat(load("nebula.pipeline { " + ENDS + " }", setting).diagnostics()).extracting(Diagnostic::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"errors.policy=dead-letter | missing-key", "errors.max-rejects=-1 | wrong-type",
        "errors.max-reject-ratio=1.5 | out-of-range", "errors.policy=skp | not-a-choice",
        "errors { policy = skip, dead-letter = bad.jsonl } | no-effect", "errors.max-reject=1 | unknown-key",
        "errors { policy = dead-letter, dead-letter { type = fil, path = x } } | unknown-type"})
    void shouldRefuseErrorSettingsThatMakeNoSense(String setting, String code) throws IOException {
        assertThat(load("nebula.pipeline { " + ENDS + " }", setting).diagnostics()).extracting(Diagnostic::code)
                .contains(code);
    }

    @Test
    void shouldReadErrorSettings() throws IOException {
        ErrorSettings read = load("nebula.pipeline { " + ENDS + ", errors { policy = dead-letter,"
                + " dead-letter = bad.jsonl, max-rejects = 3, max-reject-ratio = 0.25 } }").pipeline().errors();

        assertThat(read.policy()).isEqualTo(ErrorPolicy.DEAD_LETTER);
        assertThat(read.deadLetter()).isInstanceOfSatisfying(FileSinkSpec.class,
                sink -> assertThat(sink.path()).isEqualTo("bad.jsonl"));
        assertThat(read.maxRejects()).isEqualTo(3);
        assertThat(read.maxRejectRatio()).isEqualTo(0.25);
    }

    @ParameterizedTest
    @CsvSource({"errors.policy=fail", "errors.policy=skip", "errors.max-rejects=none", "errors.dead-letter=bad.jsonl",
        "checkpoint.enabled=false", "checkpoint.enabled=auto", "parallel.credits=auto", "parallel.morsel-timeout=auto", "parallel.ordering=auto"})
    void shouldAcceptWhatIsTheDefaultAnyway(String setting) throws IOException {
        PipelineFile file = load("nebula.pipeline { " + ENDS + " }", setting);

        assertThat(file.diagnostics()).isEmpty();
        assertThat(file.pipeline().parallel()).isEqualTo(ParallelSettings.DEFAULT);
    }

    @Test
    void shouldShowNoSecrets() throws IOException {
        PipelineFile file = load("nebula.pipeline { source { type = test-source, path = in }\n"
                + "sink { type = test-sink, path = out, password = \"hunter2\", overwrit = true } }", "sink.api-token=hunter2");

        assertThat(file.diagnostics()).hasSize(2);
        assertThat(Diagnostic.render(file.diagnostics())).doesNotContain("hunter2").contains("overwrit = true");
    }

    @Test
    void shouldHandTheActorSystemOnlyItsOwnSections() throws IOException {
        PipelineFile file = load("pekko.loglevel = ERROR\nmine = 1\nnebula.pipeline { " + ENDS + " }");

        assertThat(file.systemSettings().root().unwrapped()).isEqualTo(Map.of("pekko", Map.of("loglevel", "ERROR")));
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        PipelineFile file = PipelineFile.load(Path.of("no", "such.conf"), List.of(), Map.of());

        assertThat(Diagnostic.render(file.diagnostics())).startsWith("no/such.conf: error[no-such-file]: there is no such file\n");
    }

    private PipelineFile load(String text, String... overrides) throws IOException {
        return PipelineFile.load(write("pipe.conf", text), List.of(overrides), Map.of());
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
