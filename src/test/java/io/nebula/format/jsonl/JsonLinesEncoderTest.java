package io.nebula.format.jsonl;

import static io.nebula.format.FormatRun.encode;
import static io.nebula.format.FormatRun.transcode;
import static io.nebula.format.FormatRun.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.FormatRun;
import io.nebula.format.OutputBuffer;
import io.nebula.format.csv.CsvFormat;
import io.nebula.record.BooleanColumn;
import io.nebula.record.DoubleColumn;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesEncoderTest {
    private static final JsonLinesFormat JSON = JsonLinesFormat.jsonLines();
    private static final CsvFormat CSV = CsvFormat.csv();

    private static Schema schema(Object... namesAndTypes) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.add(new Field((String) namesAndTypes[i], (ValueType) namesAndTypes[i + 1]));
        }
        return new Schema(fields);
    }

    @Test
    void shouldKeepAbsentAndNullAndUnknownFieldsApart() {
        byte[] input = utf8("""
                {"a":1,"b":2}
                {"b":null,"new":{"x": 1},"a":1.0,"new":[2]}
                {}
                {"other":"\\u0041"}
                """);
        List<Reject> rejects = new ArrayList<>();
        Schema schema = schema("a", ValueType.LONG, "b", ValueType.LONG);

        String output = encode(JSON.decoder(schema, Map.of(), 10), JSON.encoder(schema), input, 0, rejects);

        assertThat(output).isEqualTo("""
                {"a":1,"b":2}
                {"a":1.0,"b":null,"new":[2]}
                {}
                {"other":"\\u0041"}
                """);
        assertThat(rejects).isEmpty();
    }

    @Test
    void shouldNotTakeOtherNamesAlongWithFieldsThatStandTogether() {
        byte[] input = utf8("{\"a\":1,\"b\":2,\"c\":3}\n{\"b\":2,\"a\":1,\"c\":3}\n{\"a\":1,\"x\":2,\"c\":3}\n"
                + "{\"a\":1,\"\\u0062\":2, \"c\":3}");
        var decoder = JSON.decoder(schema("a", ValueType.LONG, "b", ValueType.LONG, "c", ValueType.LONG), Map.of(), 10);
        decoder.open(FormatRun.morsel(input, 0, input.length));
        OutputBuffer out = new OutputBuffer(1);
        Schema swapped = schema("b", ValueType.LONG, "a", ValueType.LONG, "c", ValueType.LONG);
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            batch.reshape(swapped, new int[] {0, 1, 2});
            batch.extras(null);
            JSON.encoder(swapped).encode(batch, out);
        }

        assertThat(new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8)).isEqualTo("""
                {"b":1,"a":2,"c":3}
                {"b":1,"a":2,"c":3}
                {"b":1,"c":3}
                {"b":1,"a":2,"c":3}
                """);
    }

    @Test
    void shouldRejectUnknownFieldsTowardsCsv() {
        byte[] input = utf8("{\"a\":1}\n{\"a\":2,\"new\":3}\n{\"a\":4}\n");
        List<Reject> rejects = new ArrayList<>();
        Schema schema = schema("a", ValueType.LONG);

        String output = encode(JSON.decoder(schema, Map.of(), 10), CSV.encoder(schema), input, 0, rejects);

        assertThat(output).isEqualTo("1\n4\n");
        assertThat(rejects).extracting(Reject::code).containsExactly("unknown-field");
        assertThat(rejects.get(0).field()).isEqualTo("new");
        assertThat(rejects.get(0).stage()).isEqualTo("encode");
    }

    @Test
    void shouldLetAFieldOfThePipelineWinOverAnUnknownOneAndLeaveFilteredRowsAlone() {
        byte[] input = utf8("{\"a\":1,\"n\\u0065w\":1}\n{\"a\":2,\"new\":2,\"x\":3}\n{\"a\":3}\n");
        var decoder = JSON.decoder(schema("a", ValueType.LONG), Map.of(), 10);
        decoder.open(FormatRun.morsel(input, 0, input.length));
        RecordBatch batch = decoder.next();
        Schema renamed = schema("new", ValueType.LONG);
        batch.reshape(renamed, new int[] {0});
        OutputBuffer out = new OutputBuffer(1);

        JSON.encoder(renamed).encode(batch, out);
        batch.select(new int[] {2}, 1);
        CSV.encoder(renamed).encode(batch, out);

        assertThat(new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8))
                .isEqualTo("{\"new\":1}\n{\"new\":2,\"x\":3}\n{\"new\":3}\n3\n");
        assertThat(batch.rejects()).isEmpty();
    }

    @Test
    void shouldGiveCsvFieldsTheirJsonForm() {
        byte[] input = utf8("""
                l,d,b,s,t
                1,1.50,TRUE,"say ""hi""\tto\\me",2024-01-31T10:00:00Z
                -2,1e5,false,é/ü,
                ,,,,
                """);

        assertThat(transcode(CSV, JSON, input, Map.of())).isEqualTo("""
                {"l":1,"d":1.50,"b":true,"s":"say \\"hi\\"\\tto\\\\me","t":"2024-01-31T10:00:00Z"}
                {"l":-2,"d":1e5,"b":false,"s":"é/ü","t":null}
                {"l":null,"d":null,"b":null,"s":null,"t":null}
                """);
    }

    @Test
    void shouldMakeNumbersCanonicalWhereJsonHasNoSuchForm() {
        Schema schema = schema("l", ValueType.LONG, "d", ValueType.DOUBLE);
        List<Reject> rejects = new ArrayList<>();
        byte[] input = utf8("+5,.5\n007,1.\nx,1\n1,x\n2,NaN\n3,-Infinity\n4,4\n");

        String output = encode(CSV.decoder(schema, Map.of(), 10), JSON.encoder(schema), input, 0, rejects);

        assertThat(output).isEqualTo("{\"l\":5,\"d\":0.5}\n{\"l\":7,\"d\":1.0}\n{\"l\":4,\"d\":4}\n");
        assertThat(rejects).extracting(Reject::code)
                .containsExactly("value-type", "value-type", "not-a-json-number", "not-a-json-number");
        assertThat(rejects).extracting(Reject::field).containsExactly("l", "d", "d", "d");
    }

    @Test
    void shouldCopyJsonTextOnlyIfItIsJson() {
        Schema schema = schema("j", ValueType.JSON);
        List<Reject> rejects = new ArrayList<>();
        byte[] input = utf8("\"{\"\"a\"\":\n [1]}\"\n{]\n\"\"\"x\ny\"\"\"\n\"\"\"\\\"\"\n\"\"\"\n1 2\n3\n");

        String output = encode(CSV.decoder(schema, Map.of(), 10), JSON.encoder(schema), input, 0, rejects);

        assertThat(output).isEqualTo("{\"j\":{\"a\":  [1]}}\n{\"j\":3}\n");
        assertThat(rejects).extracting(Reject::code).hasSize(4).containsOnly("value-type");
    }

    @Test
    void shouldWriteComputedValues() {
        LongColumn longs = new LongColumn(ValueType.LONG, 3);
        DoubleColumn doubles = new DoubleColumn(3);
        BooleanColumn booleans = new BooleanColumn(3);
        TextColumn texts = new TextColumn(ValueType.STRING, 3);
        LongColumn days = new LongColumn(ValueType.DATE, 3);
        LongColumn times = new LongColumn(ValueType.TIMESTAMP, 3);
        for (int row = 0; row < 3; row++) {
            longs.values()[row] = row;
            doubles.values()[row] = row == 1 ? Double.NaN : 0.5;
            booleans.set(row, row == 0);
            texts.append(row, "a\u0001\u001f\b\f\n\r\"\\/é" + row);
        }
        longs.setNull(2);
        Schema schema = schema("l", ValueType.LONG, "d", ValueType.DOUBLE, "b", ValueType.BOOLEAN, "odd \"name\"",
                ValueType.STRING, "day", ValueType.DATE, "t", ValueType.TIMESTAMP);
        RecordBatch batch = RecordBatch.of(schema, 3, longs, doubles, booleans, texts, days, times);
        OutputBuffer out = new OutputBuffer(1);

        JSON.encoder(schema).encode(batch, out);

        assertThat(new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8)).isEqualTo("""
                {"l":0,"d":0.5,"b":true,"odd \\"name\\"":\
                "a\\u0001\\u001f\\b\\f\\n\\r\\"\\\\/é0","day":"1970-01-01","t":"1970-01-01T00:00:00Z"}
                {"l":null,"d":0.5,"b":false,"odd \\"name\\"":\
                "a\\u0001\\u001f\\b\\f\\n\\r\\"\\\\/é2","day":"1970-01-01","t":"1970-01-01T00:00:00Z"}
                """);
        assertThat(batch.rejects()).extracting(Reject::code).containsExactly("not-a-json-number");
        assertThat(batch.selected()).isEqualTo(2);
    }

    @Test
    void shouldWriteJsonRecordsAsCsv() {
        byte[] input = utf8("""
                {"s":"a,\\"b\\"","n":1.50,"o":{"x":[1,2]},"b":true}
                {"s":"","n":null,"o":[]}
                """);

        assertThat(transcode(JSON, CSV, input, Map.of())).isEqualTo("""
                s,n,o,b
                "a,""b""\",1.50,"{""x"":[1,2]}",true
                "",,[],
                """);
    }

    @Test
    void shouldBringCsvBackFromJson() {
        String csv = "name,text,n,e\nx,\"a, \"\"b\"\"\n\tc\",1.50,\"\"\né,\"\",-3,\n\"𝄞\r\nend\",00501,1e-7,z\n";

        String json = transcode(CSV, JSON, utf8(csv), Map.of());

        assertThat(transcode(JSON, CSV, utf8(json), Map.of())).isEqualTo(csv);
        assertThat(FormatRun.utf8(json)).doesNotContain((byte) '\r');
    }
}
