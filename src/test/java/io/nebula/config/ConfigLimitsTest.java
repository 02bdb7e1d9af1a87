package io.nebula.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few lines that stand for any amount of configuration. */
class ConfigLimitsTest {
    private static final String PIPELINE =
            "\nnebula.pipeline { source { type = generate, count = 1 }, sink { type = discard } }\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"[", "[[[]],", "{ a = ", "{ a = ["})
    void shouldRefuseNestingThatWouldExhaustTheStack(String opening) throws IOException {
        assertThat(only(load("x = " + opening.repeat(50_000))).code()).isEqualTo("too-large");
    }

    @Test
    void shouldReadNestingUpToTheLimitAndNoPathBeyondIt() throws IOException {
        assertThat(load("x = " + "[".repeat(99) + "]".repeat(99) + PIPELINE).diagnostics()).isEmpty();
        assertThat(only(load("x = " + "[".repeat(101) + "]".repeat(101))).message()).contains("more than 100 deep");
        assertThat(only(load("a" + ".a".repeat(50_000) + " = 1")).code()).isEqualTo("too-large");
        assertThat(only(load("a = ${?a" + ".a".repeat(50_000) + "}")).code()).isEqualTo("too-large");
    }

    @Test
    void shouldRefuseFilesThatIncludeOneAnother() throws IOException {
        Files.writeString(directory.resolve("b.conf"), "x = 1\ninclude required(\"pipe.conf\")\n");

        Diagnostic found = only(load("include required(\"b.conf\")\n" + PIPELINE));

        assertThat(found.code()).isEqualTo("include-cycle");
        assertThat(found.file()).endsWith("b.conf");
        assertThat(found.line()).isEqualTo(2);
        assertThat(only(load("include \"pipe.conf\"\ninclude \"pipe.conf\"")).message()).contains("by itself");
    }

    @Test
    void shouldFollowSoManyIncludesAndNoMore() throws IOException {
        for (int i = 0; i < 52; i++) {
            Files.writeString(directory.resolve("f" + i + ".conf"), "include required(\"f" + (i + 1) + ".conf\")\n");
        }
        Files.writeString(directory.resolve("f52.conf"), "x = 1");
        Files.writeString(directory.resolve("g20.conf"), "x = 1");
        for (int i = 0; i < 20; i++) {
            Files.writeString(directory.resolve("g" + i + ".conf"), ("include required(\"g" + (i + 1) + ".conf\")\n").repeat(2));
        }

        assertThat(only(load("include required(\"f0.conf\")")).message()).contains("50 files deep");
        assertThat(load("include required(\"f10.conf\")" + PIPELINE).diagnostics()).isEmpty();
        assertThat(only(load("include required(\"g0.conf\")")).message()).contains("1000 files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a% = ${a@}${a@}\n", "a% = [${a@}, ${a@}]\n", "a% { x = ${a@}, y { z = ${a@} } }\n", "b.a% = ${b.a@}${b.a@}\n"})
    void shouldRefuseSubstitutionsThatGrowBeyondAllMeasure(String line) throws IOException {
        StringBuilder text = new StringBuilder("a0 = 0123456789\nb.a0 = 0123456789\n");
        for (int i = 1; i < 60; i++) {
            text.append(line.replace("%", "" + i).replace("@", "" + (i - 1)));
        }

        Diagnostic found = only(load(text + PIPELINE));

        assertThat(found.code()).isEqualTo("too-large");
        assertThat(found.sourceLine()).contains("${");
    }

    @Test
    void shouldRefuseAFileThatIsTooLargeToBeAPipeline() throws IOException {
        String comment = "#".repeat(4 << 20);

        assertThat(load(comment.substring(PIPELINE.length()) + PIPELINE).diagnostics()).isEmpty();
        assertThat(only(load(comment + PIPELINE)).message()).isEqualTo("this file has more than 4 MiB");
        Files.writeString(directory.resolve("big.conf"), comment + "\n");
        assertThat(load("include required(\"big.conf\")" + PIPELINE).diagnostics()).extracting(Diagnostic::code)
                .containsExactly("too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"include required(\"a\u0000b\")", "include required(file(\"a\u0000b\"))"})
    void shouldNotFindAFileThatNoFileCanBe(String statement) throws IOException {
        assertThat(only(load(statement + PIPELINE)).code()).isIn("include-not-found", "syntax");
    }

    private static Diagnostic only(PipelineFile file) {
        assertThat(file.valid()).isFalse();
        assertThat(file.diagnostics()).filteredOn(Diagnostic::isError).hasSize(1);
        return file.diagnostics().stream().filter(Diagnostic::isError).findFirst().orElseThrow();
    }

    private PipelineFile load(String text) throws IOException {
        return PipelineFile.load(Files.writeString(directory.resolve("pipe.conf"), text), List.of(), Map.of());
    }
}
