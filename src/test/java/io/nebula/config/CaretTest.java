package io.nebula.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.engine.PipelineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes inside expressions are underlined where they stand in the file, however the text is written there. */
class CaretTest {
    private static final String PIPELINE = "nebula.pipeline { source { type = generate, count = 1 }, sink { type = discard }\n";
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {
        "transforms = [{ type = compute, set = [\"a = «nofn»(1)\"] }]",
        "transforms = [{ type = compute, set = \"a = «nofn»(1)\" }]",
        "transforms = [{ type = compute, set = [\"a = 1\", \"b = 'x\\\"' = «nofn»(1)\"] }]",
        "transforms = [{ type = compute, set = [\"a = '\\u0041\\\\' =\\t«nofn»(1)\"] }]",
        "transforms = [{ type = compute, set = [\"a =\\n «nofn»(1)\"] }]",
        "transforms = [{ type = compute, set = [\"\"\"a = «nofn»(1)\"\"\"] }]",
        "transforms = [{ type = compute, set = [\"\"\"a\n  =\n\t«nofn»(1)\n\"\"\"] }]",
        "transforms = [{ type = compute, set = [\"\"\"a = '\"\\n' = «nofn»('\"')\"\"\"] }]",
        "transforms = [{ type = compute, set = [\"\"\"a\r\n  = «nofn»(1)\r\n\"\"\"] }]\r\n",
        "transforms = [{ type = filter, where = id > «nofn»(1) }] // unquoted",
        "transforms = [{ type = filter, where: id   >  «nofn»(1) # unquoted\n }]",
        "transforms += { type = filter, where = \"«nofn»(1) > 1\" }",
        "transforms = [{ type = drop, fields = [name] }] [{ type = filter, where = \"«nofn»(1) > 1\" }]",
        "transforms = [\n# \"quoted\" {\n{ type = filter, \"where\" = \"«nofn»(1) > 1\" }]",
        "my.base = { type = filter }\ntransforms = [${nebula.pipeline.my.base} { where = \"«nofn»(1) > 1\" }]",
        "my.condition = \"«nofn»(1) > 1\"\ntransforms = [{ type = filter, where = ${nebula.pipeline.my.condition} }]",
        "transforms = [{ type = filter, where = «\"nofn\"\"(1) > 1\"» }]",
        "transforms = [{ type = filter, where = «\"nofn(1) > \"${nebula.pipeline.parallel.credits}» }]\nparallel.credits = 1",
        "transforms = [{ type = compute, set = [\"ü = 'ßè€' = «nofn»(1)\"] }]",
        "transforms = [{ type = compute, set = [\"a = '\\uD83D\\uDE00' = «nofn»(1)\"] }]",
    })
    void shouldUnderlineTheMistake(String marked) throws IOException {
        assertUnderlined(PIPELINE + marked + "\n}");
    }

    @RepeatedTest(20)
    void shouldUnderlineTheMistakeBehindAnyText() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(List.of(
                    "a", "\\\"", "\\\\", "\\u0042", "\\t", "\\/", "é", "\\u00e9", " ", "\\uD83D\\uDE00").get(random.nextInt(10)));
        }

        assertUnderlined("# seed " + seed + "\n" + PIPELINE + "transforms = [{ type = filter, where = \"'" + text
                + "' = «nofn»(1)\" }] }");
    }

    @Test
    void shouldNotCountAByteOrderMark() throws IOException {
        Path file = Files.writeString(directory.resolve("p.conf"), "\uFEFFnebula.pipeline { nmae = x }");

        Diagnostic found = PipelineFile.load(file, List.of(), Map.of()).diagnostics().stream()
                .filter(each -> each.code().equals("unknown-key")).findFirst().orElseThrow();

        assertThat(found.column()).isEqualTo(19);
        assertThat(found.sourceLine()).startsWith("nebula");
    }

    @Test
    void shouldLeaveRoomForWideCharacters() throws IOException {
        Path file = Files.writeString(directory.resolve("p.conf"), PIPELINE + "\"日本\" = 1, nmae = x }");

        String said = Diagnostic.render(PipelineFile.load(file, List.of(), Map.of()).diagnostics());

        assertThat(said).contains("| \"日本\" = 1, nmae = x }\n   |             ^^^^\n");
    }

    private void assertUnderlined(String marked) throws IOException {
        int start = marked.indexOf('«');
        int end = marked.indexOf('»') - 1;
        String text = marked.replace("«", "").replace("»", "");
        PipelineFile file = PipelineFile.load(Files.writeString(directory.resolve("p.conf"), text), List.of(), Map.of());

        List<Diagnostic> found = file.diagnosticsWith(PipelineRun.problems(file.draft())).stream()
                .filter(each -> each.code().equals("unknown-function")).toList();

        assertThat(found).as(marked).hasSize(1);
        assertThat(found.get(0).line()).as(marked).isEqualTo((int) text.substring(0, start).lines().count()
                + (text.charAt(start - 1) == '\n' ? 1 : 0));
        assertThat(found.get(0).column()).as(marked).isEqualTo(start - text.lastIndexOf('\n', start - 1));
        assertThat(found.get(0).length()).as(marked).isEqualTo(end - start);
    }
}
