package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nebula.cli.page.Quantity;
import io.nebula.cli.page.Style;
import io.nebula.metrics.Bottleneck;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunProgress;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.StageResult;
import io.nebula.metrics.WorkerResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {
    private static final String NAME = "odd \"name\" \\ \n\t\u0001 ü 😀 " + (char) 0xD800;
    private static final RunResult RESULT = new RunResult(NAME, Outcome.FAILED, 400_000, 1_000_000, 1, 899_990, 100_000, 11,
            Map.of("bad-date", 6L, "bad-number", 5L), List.of("in.csv:3 (byte 8): a \n b"), 1L << 30, 512, 2.0, 3.5,
            List.of(new WorkerResult(0, 0, 1, 10, 600_000, 2, 1.75), new WorkerResult(1, 1, -1, 8, 400_000, 0, 1.5)),
            List.of(new StageResult("decode", 1.0), new StageResult("transforms[0] compute", 2.25)), 3L << 20,
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
                "busySeconds", "1.500000", "}", "]", "stages", "[",
                "{", "stage", "decode", "seconds", "1.000000", "}",
                "{", "stage", "transforms[0] compute", "seconds", "2.250000", "}", "]",
                "peakMemoryBytes", "3145728", "bottleneck", "workers", "}");
    }

    @Test
    void shouldTellAPersonWhatHappenedToEveryRecord() {
        assertThat(TextSummary.of(RESULT, Style.PLAIN)).contains("failed in 2.00 s", "400,000 records had been settled", " 1 record\n",
                "1,000,000 records  1.0 GiB", "100,000 records", "5 bad-number",
                "\n            e.g. in.csv:3 (byte 8): a   b\n", "300,000 records/s, 1.8 cores used", "3.0 MiB at most", "88 %",
                "\n  transforms[0] compute    2.25 s   69 %  ##############\n",
                "  It waited for the workers most, and 69 % of their time went into transforms[0]\n  compute: more CPUs,");
    }

    @Test
    void shouldKeepToTheWidthOfANarrowTerminal() {
        String summary = TextSummary.of(RESULT, new Style(true, 40));

        assertThat(summary.lines().map(line -> line.replaceAll("\033\\[\\d+m", "")).skip(2)
                .filter(line -> !line.contains("e.g."))).allMatch(line -> line.length() <= 40);
        assertThat(summary).contains("1,000,000 records  1.0 GiB", "transforms[0] compute", "88 %");
    }

    @Test
    void shouldShowTheFirstOfManyWorkers() {
        List<WorkerResult> workers = IntStream.range(0, 40).mapToObj(i -> new WorkerResult(i, i, i, 1, 1, 0, 1)).toList();
        String summary = TextSummary.of(with(workers, Bottleneck.SOURCE), Style.PLAIN);

        assertThat(summary).contains("\n      15     15   15", "\n  and 24 more; --summary json has them all\n",
                "waited for the source most").doesNotContain("\n      16     16");
    }

    @Test
    void shouldAdviseToUseMoreThanOneWorkerWhereThereAreCpus() {
        Assumptions.assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs more than one CPU");
        String summary = TextSummary.of(with(List.of(new WorkerResult(0, 0, -1, 1, 1, 0, 1)), Bottleneck.NONE), Style.PLAIN);

        assertThat(summary.replaceAll("\\s+", " ")).contains("One worker did everything, and 69 % of its time went into transforms[0]",
                "parallel.use-parallel = true");
    }

    private static RunResult with(List<WorkerResult> workers, Bottleneck bottleneck) {
        return new RunResult("p", Outcome.COMPLETED, 0, 40, 0, 40, 0, 0, Map.of(), List.of(), 10, 10, 2.0, 3.5, workers,
                RESULT.stages(), -1, bottleneck, null);
    }

    @Test
    void shouldTellHowFarARunHasCome() {
        RunProgress progress = new RunProgress(10_000_000, -1, 2);
        progress.settled(50, 2_500_000, 40);
        progress.rejected(3);
        progress.load(0).begin(0);
        progress.load(0).end(10_000_000_000L);
        progress.load(1).begin(5_000_000_000L);

        assertThat(new ProgressText(progress, Style.PLAIN, false).line(10, 10_000_000_000L, 200)).isEqualTo(
                " 25 %  ━━━━────────────  50 records  5 records/s  0.3 MB/s  3 rejected  30s left  2 workers 75 % busy  █▅");
        assertThat(new ProgressText(progress, Style.PLAIN, true).line(10, 10_000_000_000L, 200)).isEqualTo(
                " 25 %  ####............  50 records  5 records/s  0.3 MB/s  3 rejected  30s left  2 workers 75 % busy  74");
        assertThat(new ProgressText(new RunProgress(-1, -1), Style.PLAIN, false).line(1, 1, 200))
                .isEqualTo("0 records  0 records/s  1 worker 0 % busy");
    }

    @Test
    void shouldTellTheRateOfTheLastSecondsAndTheTimeLeftFromWhatThisRunHasDone() {
        RunProgress progress = new RunProgress(-1, 1_000);
        progress.resumed(500, 0, 500);
        ProgressText text = new ProgressText(progress, Style.PLAIN, false);
        progress.settled(600, 0, 600);
        assertThat(text.line(2, 0, 200)).contains(" 60 %", "50 records/s", "8s left");
        progress.settled(610, 0, 610);
        assertThat(text.line(4, 0, 200)).contains("28 records/s");
        text.line(9.5, 0, 200);
        progress.settled(620, 0, 620);
        assertThat(text.line(10.5, 0, 200)).contains(" 2 records/s");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 10, 20, 30, 40, 60, 79, 100, 120})
    void shouldNeverBeWiderThanTheTerminal(int width) {
        RunProgress progress = new RunProgress(10_000_000, -1, 16);
        progress.settled(5_000_000, 9_500_000, 40);
        progress.rejected(123_456);

        String line = new ProgressText(progress, Style.PLAIN, false).line(10, 0, width);

        assertThat(line.length()).isLessThanOrEqualTo(width);
        assertThat(line).startsWith(width < 5 ? "" : " 95 %");
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
