package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nebula.cli.page.Quantity;
import io.nebula.metrics.Bottleneck;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunProgress;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final String NAME = "odd \"name\" \\ \n\t\u0001 ü 😀 " + (char) 0xD800;
    private static final RunResult RESULT = new RunResult(NAME, Outcome.FAILED, 400_000, 1_000_000, 1, 899_990, 100_000, 11,
            Map.of("bad-date", 6L, "bad-number", 5L), List.of("in.csv:3 (byte 8): a \n b"), 1L << 30, 512, 2.0, 3.5,
            List.of(new WorkerResult(0, 0, 1, 10, 600_000, 2, 1.75), new WorkerResult(1, 1, -1, 8, 400_000, 0, 1.5)),
            Bottleneck.WORKERS, "a record was rejected");

    @Test
    void shouldWriteOneJsonObjectWithTheKeysThatScriptsRead() throws IOException {
        String json = JsonSummary.of(RESULT);

        assertThat(json).doesNotContain("\n");
        assertThat(tokens(json)).containsExactly("{", "pipeline", NAME, "outcome", "failed", "resumedFrom", "400000", "read", "1000000", "added", "1",
                "written", "899990", "filtered", "100000", "rejected", "11", "rejects", "{", "bad-date", "6", "bad-number", "5",
                "}", "bytesRead", "1073741824", "bytesWritten", "512", "seconds", "2.000000", "recordsPerSecond", "300000.0",
                "cpuSeconds", "3.500000", "workers", "[",
                "{", "group", "0", "worker", "0", "cpu", "1", "morsels", "10", "records", "600000", "stolen", "2",
                "busySeconds", "1.750000", "}",
                "{", "group", "1", "worker", "1", "cpu", "-1", "morsels", "8", "records", "400000", "stolen", "0",
                "busySeconds", "1.500000", "}", "]", "bottleneck", "workers", "}");
    }

    @Test
    void shouldTellAPersonWhatHappenedToEveryRecord() {
        assertThat(TextSummary.of(RESULT)).contains("failed in 2.00 s", "400,000 records had been settled",
                "1,000,000 records  1.0 GiB", "100,000 records", "5 bad-number",
                "\n            e.g. in.csv:3 (byte 8): a   b\n", "300,000 records/s, 1.8 cores used", "88 %",
                "waited for the workers");
    }

    @Test
    void shouldTellHowFarARunHasCome() {
        RunProgress progress = new RunProgress(1000, -1);
        progress.settled(50, 250, 40);

        assertThat(ProgressLine.text(progress, 10)).isEqualTo(" 25 %  50 records  5 records/s  30s left");
        assertThat(ProgressLine.text(new RunProgress(-1, -1), 1)).isEqualTo("0 records  0 records/s");
    }

    @Test
    void shouldWriteQuantitiesAsPeopleReadThem() {
        assertThat(Quantity.bytes(1023)).isEqualTo("1023 B");
        assertThat(Quantity.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Quantity.seconds(59)).isEqualTo("59s");
        assertThat(Quantity.seconds(125)).isEqualTo("2m 05s");
        assertThat(Quantity.seconds(3 * 3600 + 240)).isEqualTo("3h 04m");
    }

    private static List<String> tokens(String json) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.add(parser.getText());
            }
        }
        return tokens;
    }
}
