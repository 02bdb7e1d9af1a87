package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.engine.SampleChange.Value;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.ValueType;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Convert;
import io.nebula.transform.Drop;
import io.nebula.transform.Filter;
import io.nebula.transform.Rename;
import io.nebula.transform.RowTransform;
import io.nebula.transform.Select;
import io.nebula.transform.TransformSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
    @TempDir
    private Path directory;

    @Test
    void shouldTellWhatEachStepMakesOfEachRecord() throws Exception {
        Sample sample = csv("id,name,day\n1,a,2024-01-31\n2,,2024-02-01\n3,c,\n", 9, new Filter("name is not null"),
                new Rename(Map.of("name", "label")), new Compute("id = id * 10", "copy = label"),
                new Convert("day", "timestamp"), new Drop("label"));

        assertThat(sample.records()).isEqualTo(3);
        assertThat(sample.stages()).extracting(Sample.Stage::name).containsExactly("source", "transforms[0] filter",
                "transforms[1] rename", "transforms[2] compute", "transforms[3] convert", "transforms[4] drop");
        assertThat(change(sample, 1).gone()).containsExactly(2);
        assertThat(change(sample, 1).values()).isEmpty();
        assertThat(change(sample, 2).renamed()).containsExactly(Map.entry("name", "label"));
        assertThat(change(sample, 2).dropped()).isEmpty();
        assertThat(change(sample, 3).values()).containsExactly(new Value(1, "id", false, "1", "10"),
                new Value(1, "copy", true, null, "a"), new Value(3, "id", false, "3", "30"),
                new Value(3, "copy", true, null, "c"));
        assertThat(change(sample, 4).retyped()).containsExactly(Map.entry("day", "timestamp"));
        assertThat(change(sample, 4).values()).containsExactly(
                new Value(1, "day", false, "2024-01-31", "2024-01-31T00:00:00Z"));
        assertThat(change(sample, 5).dropped()).containsExactly("label");
        assertThat(sample.written()).extracting(Sample.Line::text).containsExactly(
                "{\"id\":10,\"day\":\"2024-01-31T00:00:00Z\",\"copy\":\"a\"}", "{\"id\":30,\"day\":null,\"copy\":\"c\"}");
    }

    @Test
    void shouldShowFieldsAsTheyWereReadAndLeaveThemUnparsed() throws Exception {
        Path file = Files.writeString(directory.resolve("in.csv"), "a,b\n00501,\"x \"\"y\"\"\"\n1.10,\n");

        Sample sample = Sample.of(new FileSourceSpec(file.toString(), CsvFormat.csv()), List.of(), CsvFormat.csv(), 5);

        assertThat(sample.stages().get(0).rows()).extracting(Sample.Row::values).containsExactly(
                List.of("00501", "x \"y\""), Arrays.asList("1.10", null));
        assertThat(sample.header()).isEqualTo("a,b");
        assertThat(sample.written()).extracting(Sample.Line::text).containsExactly("00501,\"x \"\"y\"\"\"", "1.10,");
    }

    @Test
    void shouldTakeNoMoreRecordsThanAskedForAlsoOverSeveralFiles() throws Exception {
        Files.writeString(directory.resolve("1.csv"), "id\n1\n2\n");
        Files.writeString(directory.resolve("2.csv"), "id\n3\n4\n");
        FileSourceSpec source = new FileSourceSpec(directory + "/*.csv", CsvFormat.csv());

        assertThat(Sample.of(source, List.of(), null, 3).stages().get(0).rows()).extracting(Sample.Row::values)
                .containsExactly(List.of("1"), List.of("2"), List.of("3"));
        assertThat(Sample.of(source, List.of(), null, 3).written()).isEmpty();
    }

    @Test
    void shouldNameCodeStageAndPlaceOfWhatIsRejected() throws Exception {
        Sample sample = csv("id,name\n1,a\n2,b,c\n0,d\n4,e\n", 5, new Compute("rest = 12 % id"), RowTransform.of(row -> {
            if (row.getLong("id") == 4) {
                throw new IllegalStateException("four");
            }
        }));

        assertThat(sample.refusals()).extracting(refusal -> refusal.record() + " " + refusal.reject().stage() + " "
                + refusal.reject().code() + " " + refusal.place().replaceFirst(".*/", "")).containsExactly(
                "2 decode ragged-row in.csv:3 (byte 12)", "3 transforms[0] compute division-by-zero in.csv:4 (byte 18)",
                "4 transforms[1] row transform-failed in.csv:5 (byte 22)");
        assertThat(sample.written()).extracting(Sample.Line::record).containsExactly(1);
        assertThat(sample.stages().get(1).rows()).extracting(Sample.Row::record).containsExactly(1, 4);
    }

    @Test
    void shouldShowEveryRecordThatAStepMakesOfOne() throws Exception {
        TransformSpec twice = TransformSpec.of("twice", schema -> new BoundTransform(schema,
                () -> batch -> RecordBatch.concat(List.of(batch, batch))));

        Sample sample = csv("id\n1\n2\n", 5, twice, new Compute("id = id + 1"));

        assertThat(sample.stages().get(2).rows()).extracting(Sample.Row::record).containsExactly(1, 1, 2, 2);
        assertThat(sample.written()).extracting(Sample.Line::text).containsExactly(
                "{\"id\":2}\n{\"id\":2}", "{\"id\":3}\n{\"id\":3}");
    }

    @Test
    void shouldSampleRecordsThatAreMadeUp() throws Exception {
        Sample sample = Sample.of(new GenerateSpec(100), List.of(new Select("id")), null, 2);

        assertThat(sample.records()).isEqualTo(2);
        assertThat(sample.stages().get(1).schema().fields()).containsExactly(new Field("id", ValueType.LONG));
    }

    @Test
    void shouldHaveNothingToShowOfAnEmptyInput() throws Exception {
        assertThat(csv("", 5, new Filter("a > 1"))).isEqualTo(new Sample(0, List.of(), List.of(), "", List.of()));
        assertThat(csv("id\n", 5, new Filter("id is null")).stages()).hasSize(2);
    }

    @Test
    void shouldRefuseWhatARunWouldRefuse() {
        assertThatThrownBy(() -> csv("id\n1\n", 5, new Filter("no > 1"))).isInstanceOfSatisfying(
                InvalidOptionsException.class, e -> assertThat(e.problems().get(0).path()).isEqualTo("transforms.0.where"));
        assertThatThrownBy(() -> Sample.of(new FileSourceSpec("no/such.csv", CsvFormat.csv()), List.of(), null, 1))
                .isInstanceOfSatisfying(InvalidOptionsException.class,
                        e -> assertThat(e.problems().get(0).path()).isEqualTo("source.path"));
    }

    private Sample csv(String text, int most, TransformSpec... transforms) throws Exception {
        Path file = Files.writeString(directory.resolve("in.csv"), text);
        return Sample.of(new FileSourceSpec(file.toString(), CsvFormat.csv()), List.of(transforms), new JsonLinesFormat(), most);
    }

    private static SampleChange change(Sample sample, int stage) {
        return SampleChange.between(sample.stages().get(stage - 1), sample.stages().get(stage));
    }
}
