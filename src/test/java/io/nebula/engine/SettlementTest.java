package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.Buffers;
import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.connector.RecordSource;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.RunProgress;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.options.Secrets;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementTest {
    private static final Origin IN = new Origin("in.csv", 0, null, 0, 0);
    private static final int RECORD = 1 << 20;

    private final Buffers buffers = new Buffers(2);
    private final CollectingSink letters = new CollectingSink(JsonLinesFormat.jsonLines(), run -> {});

    @TempDir
    private Path folder;
    private RecordOutput output;
    private Settlement settlement;

    @BeforeEach
    void open() throws Exception {
        Path input = Files.writeString(folder.resolve("in.csv"), "a\n");
        RecordSource source = new FileSourceSpec(input.toString(), CsvFormat.csv()).open();
        output = new DiscardSinkSpec().plan(new Schema(List.of())).open(false);
        RecordSink dead = letters.plan(DeadLetters.SCHEMA);
        settlement = new Settlement(source, output, new RunProgress(-1, -1), buffers, buffers, 1, ErrorSettings.skip(),
                new RejectLog(source, new DeadLetters(dead, dead.open(false), Secrets.NONE)), null, null, null);
    }

    /** The result of a morsel of one long line, which is refused. */
    private MorselResult refused(int number) {
        Morsel morsel = new Morsel(buffers.take(RECORD), 0, RECORD, IN, (long) number * RECORD, RECORD, false);
        return new MorselResult(morsel, 0, null, 0, null, 1, 0, 0, 0, 1,
                List.of(new Reject(0, 10, "decode", "odd", null, "is odd")), false, null);
    }

    private MorselResult refusedWhole(int number) {
        MorselResult result = refused(number);
        return new MorselResult(result.morsel(), 0, null, 0, null, 1, 0, 0, 0, 1,
                List.of(new Reject(0, RECORD, "decode", "odd", null, "is odd")), false, null);
    }

    @Test
    void shouldHoldRecordsBackUntilTheirLineIsKnown() throws Exception {
        settlement.settle(refused(2));
        settlement.settle(refused(1));
        assertThat(letters.text()).isEmpty();

        settlement.settle(refused(0));

        assertThat(letters.text().lines()).hasSize(3).satisfiesExactly(
                first -> assertThat(first).contains("\"line\":1,\"offset\":0,"),
                second -> assertThat(second).contains("\"line\":2,\"offset\":1048576,"),
                third -> assertThat(third).contains("\"line\":3,\"offset\":2097152,"));
    }

    @Test
    void shouldNotHoldBackMoreThanItsBound() throws Exception {
        for (int number = 1; number <= 8; number++) {
            settlement.settle(refusedWhole(number));
        }

        assertThat(letters.text().lines()).hasSize(8).allSatisfy(letter -> assertThat(letter).contains("\"line\":null,"));
        settlement.settle(refused(0));
        settlement.settle(refused(9));
        assertThat(letters.text().lines().skip(8)).satisfiesExactly(
                first -> assertThat(first).contains("\"line\":1,\"offset\":0,"),
                last -> assertThat(last).contains("\"line\":10,\"offset\":9437184,"));
    }

    @Test
    void shouldWriteWhatWaitsWhenNothingMoreComes() throws Exception {
        settlement.settle(refused(1));

        settlement.end();
        settlement.end();

        assertThat(letters.text().lines()).singleElement().asString().contains("\"line\":null,\"offset\":1048576,");
        assertThat(settlement.rejectSamples()).singleElement().asString()
                .isEqualTo("in.csv (byte 1048576): is odd [odd in decode]");
    }

    @Test
    void shouldSayWhereAMorselIs() throws Exception {
        byte[] bytes = "1\n2\n3\n".getBytes(StandardCharsets.UTF_8);
        Morsel first = new Morsel(bytes, 0, 6, IN, 0, 6, false);
        Morsel other = new Morsel(bytes, 0, 6, IN, 60, 6, false);
        Morsel generated = new Morsel(null, 0, 10, new Origin("generate", 0, null, 0, 0), 31, 0, false);

        assertThat(settlement.place(first)).isEqualTo("in.csv, lines 1 to 3 (bytes 0 to 5)");
        assertThat(settlement.place(other)).isEqualTo("in.csv, bytes 60 to 65");
        assertThat(settlement.place(generated)).isEqualTo("generate, records 31 to 40");
    }

    @Test
    void shouldNoticeThatTheOutputHasNotGrownByWhatWasAppended() throws Exception {
        for (int number = 0; number < 2; number++) {
            Morsel morsel = new Morsel(buffers.take(2), 0, 2, IN, number * 2L, 2, false);
            settlement.settle(new MorselResult(morsel, 0, buffers.take(2), 2, null, 1, 0, 1, 0, 1, List.of(), false, null));
        }
        assertThat(settlement.mismatch(2, 4)).isNull();

        output.append(new byte[3], 0, 3);

        assertThat(settlement.mismatch(2, 4)).isEqualTo("4 bytes were appended, but the output has grown by 7");
        assertThat(settlement.mismatch(3, 4)).startsWith("3 morsels of 4 bytes were handed out");
    }

    @Test
    void shouldRefuseMoreRejectsThanAreAllowed() throws Exception {
        RecordSource source = new FileSourceSpec(folder.resolve("in.csv").toString(), CsvFormat.csv()).open();
        Settlement strict = new Settlement(source, output, new RunProgress(-1, -1), buffers, buffers, 1,
                new ErrorSettings(ErrorPolicy.SKIP, null, 1, 1), new RejectLog(source, null), null, null, null);

        strict.settle(refused(0));

        assertThatThrownBy(() -> strict.settle(refused(1))).isInstanceOf(TooManyRejectsException.class)
                .hasMessageContaining("2 of 2 records were rejected");
    }
}
