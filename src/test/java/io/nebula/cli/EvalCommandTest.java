package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.cli.page.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvalCommandTest {
    private static final Style TERMINAL = new Style(true, 80);
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sqrt(2) | 1.4142135623730951",
        "concat('a', 'b') | ab",
        "1 = 1 | true",
        "1 == 2 | false",
        "cast(null as long) | null",
        "date '2024-01-31' | 2024-01-31",
        "9007199254740993 | 9007199254740993",
    })
    void shouldComputeConstants(String expression, String value) {
        CommandRun run = CommandRun.of("eval", expression);

        assertThat(run).isEqualTo(new CommandRun(0, value + "\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,x\n2,y\n", "a\tb\n1\tx\n2\ty\n", "a;b\r\n1;x\r\n2;y\r\n", "\uFEFFa|b\n1|x\n2|y\n",
        "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}", "  \n{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n"})
    void shouldRecogniseWhatIsPipedToIt(String piped) throws IOException {
        byte[] bytes = piped.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }

        for (byte[] input : new byte[][] {bytes, zipped.toByteArray()}) {
            CommandRun run = CommandRun.of(input, Style.PLAIN, "eval", "c = a * 2", "--input", "-");
            assertThat(run).isEqualTo(new CommandRun(0, "{\"a\":1,\"b\":\"x\",\"c\":2}\n{\"a\":2,\"b\":\"y\",\"c\":4}\n", ""));
        }
    }

    @Test
    void shouldLookAtTheBeginningOfALongStreamOnly() {
        String lines = "{\"a\":1}\n".repeat(300_000);

        CommandRun run = CommandRun.of(lines.getBytes(StandardCharsets.UTF_8), Style.PLAIN, "eval", "--input", "-",
                "--limit", "1000000");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize((1 << 20) / 8).allMatch("{\"a\":1}"::equals);
    }

    @Test
    void shouldTransformThenFilterThenAssignInOrder() {
        CommandRun run = renamed("b = x + 1", "`odd name` = b * 2");

        assertThat(run).isEqualTo(new CommandRun(0,
                "{\"x\":2,\"b\":3,\"odd name\":6}\n{\"x\":3,\"b\":4,\"odd name\":8}\n", ""));
    }

    @Test
    void shouldPlaceAMistakeInTheExpressionThatHasIt() {
        CommandRun run = renamed("b = x + 1", "c = a + 1");

        assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.err()).startsWith("expression: error[unknown-field]: there is no field 'a'\n  | c = a + 1\n  |     ^\n");
    }

    private static CommandRun renamed(String first, String second) {
        return CommandRun.of("a\n1\n2\n3\n".getBytes(StandardCharsets.UTF_8), Style.PLAIN, "eval", first, second,
                "--where", "x > 1", "--transforms", "[{type = rename, fields {a = x}}]", "--input", "-");
    }

    @Test
    void shouldShowWhatEachExpressionGives() {
        CommandRun run = CommandRun.of("a\n1\n2\n3\n".getBytes(StandardCharsets.UTF_8), Style.PLAIN, "eval", "a + 1",
                "half = a / 2", "a * 2", "--where", "a > 1", "--input", "-");

        assertThat(run.out()).isEqualTo("{\"result\":3,\"half\":1.0,\"result2\":4}\n{\"result\":4,\"half\":1.5,\"result2\":6}\n");
    }

    @Test
    void shouldDrawATableOnATerminalAndOneFieldPerLineWhereThatIsTooNarrow() {
        byte[] piped = ("a,b,c\n1,x,\n22,yy,2024-01-31\n").getBytes(StandardCharsets.UTF_8);

        CommandRun wide = CommandRun.of(piped, TERMINAL, "eval", "--input", "-");
        assertThat(wide.out().replaceAll("\033\\[\\d+m", ""))
                .isEqualTo(" a  b   c\n 1  x   null\n22  yy  2024-01-31\n");
        assertThat(wide.out()).contains("\033[1m");
        String header = "first_long_name,second_long_name,third_long_name,fourth_long_name,fifth_long_name,the_sixth_name";
        CommandRun narrow = CommandRun.of((header + "\n1,2,3,4,5,6\n").getBytes(StandardCharsets.UTF_8),
                new Style(false, 50), "eval", "--input", "-");
        assertThat(narrow.out()).startsWith("record 1\n  first_long_name   1\n").hasLineCount(7);
        assertThat(CommandRun.of(piped, TERMINAL, "eval", "a", "--input", "-", "--format", "json").out())
                .isEqualTo("{\"result\":1}\n{\"result\":22}\n");
    }

    @Test
    void shouldSayWhichRecordsAreRejectedAndShowTheOthers() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "a\n0\n0\n0\n0\n0\n5\n");

        CommandRun run = CommandRun.of("eval", "10 / a", "--input", file.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("{\"result\":2.0}\n");
        assertThat(run.err()).contains("in.csv:2 (byte 2)", "[division-by-zero in", "nebula: rejected: 2 more");
    }
}
