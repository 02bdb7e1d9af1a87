package io.nebula;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.operator.ProcessorControl;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.Column;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.Compute;
import io.nebula.transform.RowTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that the README shows, run; and the README, searched for Java that is not here. */
class ReadmeExamplesTest {
    private static ActorSystem system;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ReadmeExamplesTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @Test
    void shouldRunAsAnOperatorForElements() throws Exception {
        Flow<String, Integer, ProcessorControl> words = ParallelProcessor.of(
                ParallelSettings.DEFAULT, text -> text.split("\\s+").length);
        CompletionStage<List<Integer>> counts = Source.from(List.of("to be", "or not to be"))
                .via(words).runWith(Sink.seq(), system);

        assertThat(counts.toCompletableFuture().get(30, SECONDS)).containsExactly(2, 4);
    }

    @Test
    void shouldRunAsAnOperatorForBatches() throws Exception {
        Schema schema = new Schema(List.of(new Field("value", ValueType.DOUBLE)));
        DoubleColumn values = (DoubleColumn) Column.of(ValueType.DOUBLE, 2);
        values.values()[0] = 3;
        values.values()[1] = -1.5;
        Source<RecordBatch, NotUsed> source = Source.single(RecordBatch.of(schema, 2, values));
        Sink<RecordBatch, CompletionStage<RecordBatch>> sink = Sink.head();

        Flow<RecordBatch, RecordBatch, ProcessorControl> squares = ParallelProcessor.flow(
                schema, ParallelSettings.DEFAULT, List.of(new Compute("squared = value * value")));
        RecordBatch result = source.via(squares).runWith(sink, system).toCompletableFuture().get(30, SECONDS);

        assertThat(((DoubleColumn) result.column(1)).values()).startsWith(9, 2.25);
    }

    @Test
    void shouldRunAsAPipelineWithALambda() throws Exception {
        Path in = Files.writeString(folder.resolve("in.csv"), "value\n1.5\n3\n");
        Path out = folder.resolve("out.jsonl");

        CompletionStage<RunResult> result = ParallelPipeline.named("squares")
                .from(new FileSourceSpec(in.toString(), CsvFormat.csv()))
                .transform(RowTransform.of(
                        row -> row.setDouble("squared", row.getDouble("value") * row.getDouble("value")),
                        new Field("squared", ValueType.DOUBLE)))
                .to(new FileSinkSpec(out.toString(), new JsonLinesFormat()))
                .run(system);

        assertThat(result.toCompletableFuture().get(30, SECONDS).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(out).hasContent("{\"value\":1.5,\"squared\":2.25}\n{\"value\":3,\"squared\":9.0}\n");
    }

    @Test
    void shouldShowNoJavaInTheReadmeThatIsNotRunHere() throws Exception {
        String here = Files.readString(Path.of("src/test/java/io/nebula/ReadmeExamplesTest.java"))
                .replace("in.toString()", "\"in.csv\"").replace("out.toString()", "\"out.jsonl\"");
        Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        int lines = 0;
        while (blocks.find()) {
            for (String line : blocks.group(1).split("\n")) {
                assertThat(here).contains(line.strip().replaceAll(";$", ""));
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(5);
    }
}
