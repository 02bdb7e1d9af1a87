package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.record.ValueType;
import io.nebula.transform.Drop;
import io.nebula.transform.Filter;
import io.nebula.options.Secrets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a refused run says of the job that was begun, in the words that users write. */
class DifferencesTest {
    @Test
    void shouldNameAComponentOfAnotherTypeOnce() {
        Facts then = new Facts(Secrets.NONE).add("source", new FileSourceSpec("in.csv", CsvFormat.csv()))
                .add("transforms", List.of(new Filter("a > 1"), new Filter("b > 1")));
        Facts now = new Facts(Secrets.NONE).add("source", new GenerateSpec(5))
                .add("transforms", List.of(new Drop(List.of("a"))));

        assertThat(then.fingerprint().differences(now.fingerprint())).containsExactly("source was file in.csv, is generate",
                "transforms[0] was filter, is drop", "transforms[1] was filter, is absent");
    }

    @Test
    void shouldNameSettingsAsTheyAreWritten() {
        CsvFormat other = new CsvFormat("csv", new CsvDialect((byte) ';', (byte) '"', List.of("NA")), false, List.of());
        Facts then = new Facts(Secrets.NONE).add("source", new FileSourceSpec(List.of("in.csv"), CsvFormat.csv(),
                Map.of("idNumber", ValueType.LONG), 1 << 20, Compression.AUTO));
        Facts now = new Facts(Secrets.NONE).add("source", new FileSourceSpec(List.of("in.csv"), other,
                Map.of("idNumber", ValueType.STRING), 1 << 10, Compression.GZIP));

        assertThat(then.fingerprint().differences(now.fingerprint())).containsExactlyInAnyOrder(
                "source.compression was auto, is gzip", "source.schema.idNumber was long, is string",
                "source.csv.delimiter was \",\", is \";\"", "source.csv.null-values[0] was absent, is NA",
                "source.csv.header was true, is false", "source.max-record-bytes was 1048576, is 1024");
    }

    @Test
    void shouldNameTheFormatOfASink() {
        Facts then = new Facts(Secrets.NONE).add("sink", sink(CsvFormat.csv(), false));
        Facts now = new Facts(Secrets.NONE).add("sink", sink(JsonLinesFormat.jsonLines(), true));

        assertThat(then.fingerprint().differences(now.fingerprint())).containsExactly("sink.format was csv, is jsonl",
                "sink.overwrite was false, is true");
    }

    private static FileSinkSpec sink(Format format, boolean overwrite) {
        return new FileSinkSpec("out", format, overwrite, Compression.AUTO, Compression.USUAL_LEVEL);
    }
}
