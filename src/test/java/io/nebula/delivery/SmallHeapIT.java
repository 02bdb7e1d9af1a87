package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wide records in a heap of 64 MiB: all of them or none under the output's name, and an answer either way. */
@Timeout(120)
class SmallHeapIT {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;
    private ToolRun tool;

    @BeforeEach
    void prepare() {
        tool = new ToolRun(directory).with("NEBULA_OPTS", "-Xmx64m");
    }

    @ParameterizedTest
    @CsvSource({"true, csv", "true, jsonl.gz", "false, jsonl"})
    void shouldCompleteWithRecordsOfNearlyAMebibyte(boolean parallel, String format) throws Exception {
        int records = 96;
        writeInput(records, MIB - 100);
        writePipeline(parallel, "", format);

        End end = tool.run();

        assertThat(end.code()).as(String.join("\n", end.said())).isZero();
        assertThat(end.figure("written")).isEqualTo(Integer.toString(records));
        assertThat(end.said()).as("nothing but the summary").hasSize(1);
        assertThat(directory.resolve("out." + format)).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameTheRecordForWhichThereIsNoMemoryAndCompleteWithMore(boolean parallel) throws Exception {
        int records = 4;
        writeInput(records, 16 * MIB - 100);
        writePipeline(parallel, ", max-record-bytes = 16MiB", "csv");

        End small = tool.run();

        assertThat(small.code()).as(String.join("\n", small.said())).isEqualTo(1);
        assertThat(small.said()).anySatisfy(line -> assertThat(line).startsWith("nebula: ").contains("not enough memory",
                "-Xmx"));
        assertThat(String.join("\n", small.said())).containsPattern("in\\.csv(, lines \\d+ to \\d+)? \\(bytes? \\d+");
        assertThat(small.said().get(small.said().size() - 1)).contains("\"outcome\":\"failed\"");
        assertThat(directory.resolve("out.csv")).doesNotExist();

        End large = tool.with("NEBULA_OPTS", "-Xmx512m").run();
        assertThat(large.code()).as(String.join("\n", large.said())).isZero();
        assertThat(Files.mismatch(directory.resolve("out.csv"), directory.resolve("in.csv"))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRejectWhatIsLongerThanMaxRecordBytesAndKeepItsNeighbours(boolean parallel) throws Exception {
        try (BufferedWriter out = writer()) {
            for (int i = 0; i < 6; i++) {
                out.append(Integer.toString(i)).append(',').append(text(i % 2 == 0 ? 10 : 24 * MIB)).append('\n');
            }
        }
        writePipeline(parallel, "", "csv");

        End end = tool.run("--set", "errors.policy=skip");

        assertThat(end.code()).as(String.join("\n", end.said())).isZero();
        assertThat(end.figure("rejects")).isEqualTo("{\"record-too-long\":3}");
        assertThat(directory.resolve("out.csv")).hasContent("id,text\n0," + text(10) + "\n2," + text(10) + "\n4," + text(10)
                + "\n");
    }

    private void writePipeline(boolean parallel, String options, String format) throws IOException {
        Files.writeString(directory.resolve("pipeline.conf"), "nebula.pipeline { source { type = file, path = in.csv" + options
                + " }, sink = \"out." + format + "\", parallel { use-parallel = " + parallel + ", worker-count = 2 } }");
    }

    private void writeInput(int records, int width) throws IOException {
        try (BufferedWriter out = writer()) {
            for (int i = 0; i < records; i++) {
                out.append(Integer.toString(i)).append(',').append(text(width)).append('\n');
            }
        }
    }

    private BufferedWriter writer() throws IOException {
        BufferedWriter out = Files.newBufferedWriter(directory.resolve("in.csv"), StandardCharsets.US_ASCII);
        out.append("id,text\n");
        return out;
    }

    private static String text(int length) {
        char[] text = new char[length];
        Arrays.fill(text, 'x');
        return new String(text);
    }
}
