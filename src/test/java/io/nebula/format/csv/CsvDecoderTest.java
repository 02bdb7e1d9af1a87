package io.nebula.format.csv;

import static io.nebula.format.FormatRun.decode;
import static io.nebula.format.FormatRun.texts;
import static io.nebula.format.FormatRun.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.Decoder;
import io.nebula.format.FormatRun;
import io.nebula.format.FormatRun.Decoded;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDecoderTest {
    static final CsvDialect COMMA = new CsvDialect((byte) ',', (byte) '"', List.of());
    private static final CsvFormat CSV = CsvFormat.csv();
    private static final List<String> BEFORE = List.of("1", "before");
    private static final List<String> AFTER = List.of("2", "after");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "a| ragged-row | found 1 field where 2 are expected",
        "a,b,c| ragged-row | found 3 fields",
        ",,| ragged-row | found 3 fields",
        "\"a\",\"b\",\"c,d\"| ragged-row | found 3 fields",
        "\"a,b\"| ragged-row | found 1 field where",
        "\"a\"x,b| stray-quote | double a quote",
        "a,\"b\"\"\"c| stray-quote | byte 7",
        "\"a\" ,b| stray-quote | byte 3",
        "\"a\"\"\"x,b| stray-quote | byte 5",
    })
    void shouldRejectOnlyTheBrokenRecord(String line, String code, String message) {
        for (String newline : List.of("\n", "\r\n")) {
            Decoded decoded = decode(CSV, texts("id", "name"),
                    "1,before" + newline + line + newline + "2,after" + newline);

            assertThat(decoded.rows()).containsExactly(BEFORE, AFTER);
            assertThat(decoded.codes()).containsExactly(code);
            assertThat(decoded.rejects().get(0).message()).contains(message);
            assertThat(decoded.rejects().get(0).start()).isEqualTo(8 + newline.length());
            assertThat(decoded.rejects().get(0).length()).isEqualTo(line.length());
            assertThat(decoded.lines()).isEqualTo(3);
        }
    }

    @Test
    void shouldGiveUpOnlyTheFirstLineOfAnUnclosedQuote() {
        Decoded decoded = decode(CSV, texts("id", "name"), "1,before\nx,\"y\n2,after\n");

        assertThat(decoded.rows()).containsExactly(BEFORE, AFTER);
        assertThat(decoded.codes()).containsExactly("unclosed-quote");
    }

    @Test
    void shouldTellNullFromTheEmptyString() {
        Decoded decoded = decode(CSV, texts("a", "b", "c"), ",\"\",x\n");

        assertThat(decoded.rows()).containsExactly(Arrays.asList(null, "", "x"));
    }

    @Test
    void shouldReadNullTextsOnlyWithoutQuotes() {
        CsvFormat csv = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of("NA", "-")), true,
                List.of());

        Decoded decoded = decode(csv, texts("a", "b", "c", "d"), "NA,\"NA\",-,\"a\"\"b\"\n\"x\",y,NAN,\"NA\"\n");

        assertThat(decoded.rows()).containsExactly(Arrays.asList(null, "NA", null, "a\"b"),
                List.of("x", "y", "NAN", "NA"));
    }

    @Test
    void shouldNeverTakeAFieldInQuotesForANullText() {
        CsvFormat csv = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of("\"\"")), true, List.of());

        assertThat(decode(csv, texts("a", "b"), "\"\",x\n").rows()).containsExactly(List.of("", "x"));
        assertThat(decode(csv, texts("a", "b"), "\"\",x\n\"a\"\"b\",\n").rows())
                .containsExactly(List.of("", "x"), Arrays.asList("a\"b", null));
    }

    @Test
    void shouldWriteWhatItReadLenientlyInProperForm() {
        CsvFormat lenient = new CsvFormat("csv", COMMA, true, List.of(), true);

        assertThat(FormatRun.transcode(lenient, CSV, utf8("a,b,c\n\"x\"y\"z,1,2\r\n3\n,\"4\" \n\"5\",6,7\n"), Map.of()))
                .isEqualTo("a,b,c\n\"xy\"\"z\",1,2\n3,,\n,4 ,\n5,6,7\n");
        assertThat(FormatRun.transcode(lenient, CSV, utf8("a,b,c\n3\n\"5\",6,7\n8,9\n"), Map.of()))
                .isEqualTo("a,b,c\n3,,\n\"5\",6,7\n8,9,\n");
    }

    @Test
    void shouldHoldFewRowsAtATimeWhereThereAreVeryManyFields() {
        String[] names = IntStream.range(0, 300_000).mapToObj(i -> "f" + i).toArray(String[]::new);
        String record = ",".repeat(names.length - 1) + "\n";
        byte[] input = utf8(record.repeat(10));
        Decoder decoder = CSV.decoder(texts(names), Map.of(), 4096);
        decoder.open(FormatRun.morsel(input, 0, input.length));

        assertThat(decoder.next().rows() + decoder.next().rows()).isEqualTo(10);
        assertThat(decoder.next()).isNull();
    }

    @Test
    void shouldTakeQuotesWithinPlainFieldsAndLoneReturnsAndNulBytesAsData() {
        Decoded decoded = decode(CSV, texts("a", "b"), "5\" disk,a\rb\nx\u0000y,say \"hi\"\r\n");

        assertThat(decoded.rows()).containsExactly(List.of("5\" disk", "a\rb"), List.of("x\u0000y", "say \"hi\""));
        assertThat(decoded.rejects()).isEmpty();
    }

    @Test
    void shouldSkipBlankLinesAndCountThem() {
        Decoded decoded = decode(CSV, texts("a"), "\n\r\nx\n\n\ny\r\n\r\n");

        assertThat(decoded.rows()).containsExactly(List.of("x"), List.of("y"));
        assertThat(decoded.rejects()).isEmpty();
        assertThat(decoded.lines()).isEqualTo(7);
    }

    @Test
    void shouldRejectOnlyTheRecordThatIsNotUtf8() {
        byte[] bytes = utf8("1,ü\n2,?\n3,€\n");
        bytes[new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xfc;

        Decoded decoded = decode(CSV.decoder(texts("a", "b"), Map.of(), 10), bytes, 0, bytes.length);

        assertThat(decoded.rows()).containsExactly(List.of("1", "ü"), List.of("3", "€"));
        assertThat(decoded.codes()).containsExactly("invalid-utf8");
        assertThat(decoded.rejects().get(0).message()).contains("byte 3 of the record");
    }

    @Test
    void shouldRejectAnOversizedRecordAsAWhole() {
        byte[] bytes = utf8("xx\"aaa\nbbb");
        Morsel morsel = new Morsel(bytes, 2, 8, new Origin("in", 0, null, 0, 0), 0, 8, true);

        Decoded decoded = decode(CSV.decoder(texts("a"), Map.of(), 10), morsel);

        assertThat(decoded.rows()).isEmpty();
        assertThat(decoded.codes()).containsExactly("record-too-long");
        assertThat(decoded.rejects().get(0).message()).contains("max-record-bytes");
        assertThat(decoded.lines()).isEqualTo(1);
    }

    @Test
    void shouldBringTheColumnsOfAnInputIntoTheOrderOfTheSchema() {
        byte[] bytes = utf8("1,\"two\",3\n");
        Origin origin = new Origin("in", 0, new int[] {2, 0, 1}, 0, 0);

        Decoded decoded = decode(CSV.decoder(texts("b", "c", "a"), Map.of(), 10),
                new Morsel(bytes, 0, bytes.length, origin, 0, 0, false));

        assertThat(decoded.rows()).containsExactly(List.of("two", "3", "1"));
    }

    @Test
    void shouldCheckDeclaredTypesInEveryRecord() {
        Schema schema = new Schema(List.of(new Field("a", ValueType.LONG), new Field("b", ValueType.STRING)));
        byte[] bytes = utf8("1,x\nabc,y\n\"3\",z\n");

        Decoded decoded = decode(CSV.decoder(schema, Map.of("a", ValueType.LONG), 10), bytes, 0, bytes.length);

        assertThat(decoded.rows()).containsExactly(List.of("1", "x"), List.of("3", "z"));
        assertThat(decoded.codes()).containsExactly("value-type");
        assertThat(decoded.rejects().get(0).start()).isEqualTo(4);
        assertThat(decoded.rejects().get(0).field()).isEqualTo("a");
    }

    @Test
    void shouldForgetTheMorselBefore() {
        var decoder = CSV.decoder(texts("a", "b"), Map.of(), 1);
        byte[] bytes = utf8("1,2\n3,4\n5,6\n");
        decoder.open(FormatRun.morsel(bytes, 0, bytes.length));
        decoder.next();

        assertThat(decode(decoder, bytes, 8, 12).rows()).containsExactly(List.of("5", "6"));
    }
}
