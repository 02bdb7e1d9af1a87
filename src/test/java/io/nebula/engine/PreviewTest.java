package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.Compression;
import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.connector.StdinSourceSpec;
import io.nebula.engine.Preview.ReadField;
import io.nebula.engine.Preview.WrittenField;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.Field;
import io.nebula.record.ValueType;
import io.nebula.transform.Compute;
import io.nebula.transform.Convert;
import io.nebula.transform.Filter;
import io.nebula.transform.Rename;
import io.nebula.transform.RowTransform;
import io.nebula.transform.Select;
import io.nebula.transform.TransformSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
    @TempDir
    private Path directory;
    private Path input;

    @BeforeEach
    void write() throws IOException {
        input = Files.writeString(directory.resolve("in.csv"), "id,name,value,day\n1,a,0.5,2024-01-31\n");
    }

    @Test
    void shouldTellWhichFieldsAreParsedAndByWhom() throws InvalidOptionsException {
        Preview preview = Preview.of(pipeline(new Rename(Map.of("value", "v")), new Filter("v > 0 and id is not null"),
                new Compute("twice = v * 2"), new Select("name", "v", "twice")));

        assertThat(preview.fields()).containsExactly(
                new ReadField("id", ValueType.LONG, List.of("transforms[1] filter"), List.of()),
                new ReadField("name", ValueType.STRING, List.of(), List.of("name")),
                new ReadField("value", ValueType.DOUBLE, List.of("transforms[1] filter", "transforms[2] compute"), List.of("v")),
                new ReadField("day", ValueType.DATE, List.of(), List.of()));
        assertThat(preview.written()).containsExactly(new WrittenField("name", ValueType.STRING, null),
                new WrittenField("v", ValueType.DOUBLE, null),
                new WrittenField("twice", ValueType.DOUBLE, "transforms[2] compute"));
    }

    @Test
    void shouldLookAtEveryBranchOfAnExpression() throws InvalidOptionsException {
        Preview preview = Preview.of(pipeline(new Compute("x = case when id > 1 then name else cast(day as string) end")));

        assertThat(preview.fields()).extracting(field -> field.parsedBy().size()).containsExactly(1, 1, 0, 1);
    }

    @Test
    void shouldCallAFieldThatIsSharedCopiedAndAReplacedOneMade() throws InvalidOptionsException {
        Preview preview = Preview.of(pipeline(new Compute("other = name", "id = id + 1"), new Convert("day", "date")));

        assertThat(preview.fields().get(1)).isEqualTo(
                new ReadField("name", ValueType.STRING, List.of(), List.of("name", "other")));
        assertThat(preview.fields().get(0).writtenAs()).isEmpty();
        assertThat(preview.fields().get(3).parsedBy()).containsExactly("transforms[1] convert");
        assertThat(preview.fields().get(3).writtenAs()).containsExactly("day");
    }

    @Test
    void shouldTakeATransformThatCannotDoWithoutValuesToParseEverything() throws InvalidOptionsException {
        TransformSpec picky = RowTransform.of(row -> {
            if (row.isNull("id")) {
                throw new IllegalStateException("an id is needed");
            }
        }, new Field("more", ValueType.LONG));

        Preview preview = Preview.of(pipeline(picky));

        assertThat(preview.fields()).allMatch(field -> field.parsedBy().equals(List.of("transforms[0] row")));
        assertThat(preview.written()).allMatch(field -> "transforms[0] row".equals(field.madeBy()));
    }

    @Test
    void shouldTellTheSchemaAfterEachStep() throws InvalidOptionsException {
        Preview preview = Preview.of(pipeline(new Rename(Map.of("id", "key")), new Select("key")));

        assertThat(preview.read().names()).containsExactly("id", "name", "value", "day");
        assertThat(preview.steps()).extracting(step -> step.output().names())
                .containsExactly(List.of("key", "name", "value", "day"), List.of("key"));
    }

    @Test
    void shouldTellWhetherTheRunIsParallelAndWhy() throws InvalidOptionsException {
        assertThat(Preview.of(pipeline()).spread().parallel()).isFalse();
        assertThat(Preview.of(pipeline()).spread().reason()).contains("bytes of input; auto is sequential up to 8,388,608");
        Spread many = Preview.of(new Pipeline("many", new GenerateSpec(1_000_000), List.of(), new DiscardSinkSpec(),
                ParallelSettings.DEFAULT)).spread();
        assertThat(many.parallel()).isTrue();
        assertThat(many.reason()).isEqualTo("1,000,000 records to make; auto is sequential up to 100,000");
        assertThat(Preview.of(new Pipeline("made", new GenerateSpec(1), List.of(), new DiscardSinkSpec(),
                ParallelSettings.DEFAULT.withUseParallel(Switch.ON))).spread().reason()).isEqualTo("use-parallel = true");
    }

    @Test
    void shouldTellWhetherCheckpointsAreTakenAndWhy() throws InvalidOptionsException {
        Preview file = Preview.of(pipeline());
        assertThat(file.checkpoints()).isTrue();
        Preview discarded = Preview.of(new Pipeline("p", source(), List.of(), new DiscardSinkSpec(), ParallelSettings.DEFAULT));
        assertThat(discarded.checkpoints()).isFalse();
        assertThat(discarded.checkpointReason()).isEqualTo("auto: an output of type discard cannot be continued");
        Preview lambda = Preview.of(pipeline(RowTransform.of(row -> {})));
        assertThat(lambda.checkpoints()).isFalse();
        assertThat(lambda.checkpointReason()).isEqualTo("auto: a transform is code that nobody could recognise");
    }

    @Test
    void shouldTellThePlanOfAPipelineWhoseOutputExistsAndRefuseOthers() throws IOException, InvalidOptionsException {
        Files.writeString(directory.resolve("out.csv"), "");
        assertThat(Preview.of(pipeline()).refusals()).extracting("code").containsExactly("output-exists");

        assertThatThrownBy(() -> Preview.of(pipeline(new Select("nothing")))).isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("nothing");
        assertThat(directory.resolve("out.csv.nebula")).doesNotExist();
    }

    @Test
    void shouldTellOfStandardInputWhatIsDeclared() throws InvalidOptionsException {
        Map<String, ValueType> declared = Map.of("id", ValueType.LONG, "name", ValueType.STRING);
        CsvFormat headerless = new CsvFormat("csv", CsvFormat.csv().dialect(), false, List.of("id", "name"), false);

        Preview preview = Preview.of(new Pipeline("p", new StdinSourceSpec(headerless, declared, 1000, Compression.NONE),
                List.of(), new DiscardSinkSpec(), ParallelSettings.DEFAULT));

        assertThat(preview.fields()).extracting(ReadField::parsedBy).containsOnly(List.of("decode"));
        assertThat(Preview.declared(new StdinSourceSpec(headerless, declared, 1000, Compression.GZIP)))
                .extracting(SourceSpec::format, SourceSpec::compression).containsExactly(headerless, Compression.GZIP);
    }

    private FileSourceSpec source() {
        return new FileSourceSpec(input.toString(), CsvFormat.csv());
    }

    private Pipeline pipeline(TransformSpec... transforms) {
        return new Pipeline("p", source(), List.of(transforms),
                new FileSinkSpec(directory.resolve("out.csv").toString(), CsvFormat.csv()), ParallelSettings.DEFAULT);
    }
}
