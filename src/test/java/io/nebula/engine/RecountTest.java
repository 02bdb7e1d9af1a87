package io.nebula.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.format.Morsel;
import io.nebula.format.RecordBoundaries;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Formats that lie about what they have read or written are found out where every record is counted twice. */
@Timeout(60)
class RecountTest {
    private static ActorSystem system;

    @TempDir
    private Path folder;
    private Path input;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("RecountTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @BeforeEach
    void write() throws Exception {
        input = Files.writeString(folder.resolve("in.csv"), "n\n" + "1\n".repeat(1_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"ON", "OFF"})
    void shouldFailARunWhoseDecoderHidesARecord(Switch parallel) throws Exception {
        RunResult result = run(parallel, new Lying(Hiding::new, encoder -> encoder), CsvFormat.csv(),
                "out.csv");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).contains("the accounts do not balance", "it has read 99 records, but there are 100");
    }

    @ParameterizedTest
    @CsvSource({"ON, out.csv", "OFF, out.csv", "ON, out.csv.gz", "OFF, out.csv.zst"})
    void shouldFailARunWhoseEncoderWritesARecordTwice(Switch parallel, String output) throws Exception {
        RunResult result = run(parallel, CsvFormat.csv(), new Lying(decoder -> decoder, encoder -> (batch, out) -> {
            encoder.encode(batch, out);
            out.append("1\n".getBytes(UTF_8), 0, 2);
        }), output);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).contains("it has written 100 records, but there are 101");
    }

    private RunResult run(Switch parallel, Format in, Format out, String name) throws Exception {
        PipelineRun run = PipelineRun.prepare(new Pipeline("test", new FileSourceSpec(input.toString(), in), List.of(),
                new FileSinkSpec(folder.resolve(name).toString(), out), ParallelSettings.DEFAULT.withUseParallel(parallel)
                        .withBatchSize(100).withVectorBatchSize(1_000), ErrorSettings.skip()));
        return run.parallel() ? run.on(system).toCompletableFuture().get(30, SECONDS) : run.sequentially();
    }

    /** Leaves out the first record of every morsel. */
    private record Hiding(Decoder honest) implements Decoder {
        @Override
        public void open(Morsel morsel) {
            honest.open(new Morsel(morsel.bytes(), morsel.offset() + 2, morsel.length() - 2, morsel.origin(),
                    morsel.position() + 2, morsel.storedBytes(), false));
        }

        @Override
        public RecordBatch next() {
            return honest.next();
        }

        @Override
        public long lines() {
            return honest.lines() + 1;
        }
    }

    /** CSV with something around its decoder and its encoder. */
    private record Lying(UnaryOperator<Decoder> decoding, UnaryOperator<Encoder> encoding) implements Format {
        private static final CsvFormat HONEST = CsvFormat.csv();

        @Override
        public String name() {
            return "csv";
        }

        @Override
        public Head head(byte[] bytes, int length, boolean whole) throws MalformedDataException {
            return HONEST.head(bytes, length, whole);
        }

        @Override
        public Schema infer(byte[] bytes, int length, boolean whole, Head head, Map<String, ValueType> declared)
                throws MalformedDataException {
            return HONEST.infer(bytes, length, whole, head, declared);
        }

        @Override
        public RecordBoundaries boundaries() {
            return HONEST.boundaries();
        }

        @Override
        public Decoder decoder(Schema schema, Map<String, ValueType> declared, int vectorRows) {
            return decoding.apply(HONEST.decoder(schema, declared, vectorRows));
        }

        @Override
        public Encoder encoder(Schema schema) {
            return encoding.apply(HONEST.encoder(schema));
        }

        @Override
        public byte[] prologue(Schema schema) {
            return HONEST.prologue(schema);
        }
    }
}
