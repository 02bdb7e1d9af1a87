package io.nebula.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.connector.RoutedSinkSpec;
import io.nebula.connector.Routing;
import io.nebula.expression.Batches;
import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.format.OutputBuffer;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutedEncodingTest {
    private static final Schema SCHEMA = Batches.schema("id long", "kind string");
    @TempDir
    private Path directory;

    @Test
    void shouldTellRejectsOfTheRouteFromThoseOfTheEncoder() throws InvalidOptionsException {
        Routing routing = new RoutedSinkSpec(directory + "/{kind}.csv", CsvFormat.csv()).plan(SCHEMA).routes();
        Encoder picky = (batch, out) -> {
            for (int i = 0; i < batch.selected(); i++) {
                batch.reject(batch.selection()[i], "unloved", "id", "nobody wants it");
            }
            batch.dropRejected();
        };
        RecordBatch batch = batch("1,a\n2," + "x".repeat(300) + "\n3,b\n");
        batch.stage(MorselKernel.ENCODE);

        new RoutedEncoding(picky, routing).encode(batch, new OutputBuffer(100));

        assertThat(batch.rejects()).extracting(Reject::stage).containsExactly("route", "encode", "encode");
        assertThat(batch.selected()).isZero();
    }

    private static RecordBatch batch(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Decoder decoder = CsvFormat.csv().decoder(SCHEMA, Map.of(), 16);
        decoder.open(new Morsel(bytes, 0, bytes.length, new Origin("in.csv", 0, null, 0, 0), 0, bytes.length, false));
        return decoder.next();
    }
}
