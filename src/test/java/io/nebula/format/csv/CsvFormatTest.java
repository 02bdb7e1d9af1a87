package io.nebula.format.csv;

import static io.nebula.format.FormatRun.head;
import static io.nebula.format.FormatRun.infer;
import static io.nebula.format.FormatRun.transcode;
import static io.nebula.format.FormatRun.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.format.FormatRun;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.format.OutputBuffer;
import io.nebula.record.RecordBatch;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormatTest {
    private static final CsvFormat CSV = CsvFormat.csv();
    private static final CsvFormat BARE = new CsvFormat("csv", CsvDecoderTest.COMMA, false, List.of());

    @Test
    void shouldReadTheHeaderAfterAByteOrderMarkAndBlankLines() {
        assertThat(head(CSV, utf8("\ufeff\r\na,\"b \"\"c\"\"\nd\",é\r\n1,2,3\n")))
                .isEqualTo(new Head(23, 3, List.of("a", "b \"c\"\nd", "é")));
    }

    @Test
    void shouldAskForMoreBytesUntilTheHeaderIsWhole() throws MalformedDataException {
        byte[] bytes = utf8("\n\"a\nb\",c\n");

        for (int length = 0; length < bytes.length; length++) {
            assertThat(CSV.head(bytes, length, false)).isNull();
        }
        assertThat(CSV.head(bytes, bytes.length, false).names()).containsExactly("a\nb", "c");
        assertThat(CSV.head(utf8("a,b"), 3, true).names()).containsExactly("a", "b");
        assertThat(CSV.head(new byte[0], 0, true)).isEqualTo(new Head(0, 0, List.of()));
    }

    @Test
    void shouldNumberOrNameTheFieldsOfAFileWithoutHeader() {
        assertThat(head(BARE, utf8("\ufeff1,2,3\n"))).isEqualTo(new Head(3, 0, List.of("c1", "c2", "c3")));
        assertThat(head(new CsvFormat("csv", CsvDecoderTest.COMMA, false, List.of("x", "y")), utf8("1,2\n")).names())
                .containsExactly("x", "y");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "a,b,a| names 'a' twice", "a,,b| column 2 of the header has no name", "a,\"\"| column 2", "\"a,b| never closed",
        "\"a\"b,c| closing quote"})
    void shouldRefuseABrokenHeader(String header, String message) {
        assertThatThrownBy(() -> CSV.head(utf8(header + "\n"), header.length() + 1, true))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining(message);
    }

    @Test
    void shouldRefuseNamesThatAreNotAsManyAsTheFields() {
        CsvFormat named = new CsvFormat("csv", CsvDecoderTest.COMMA, false, List.of("x", "y"));

        assertThatThrownBy(() -> named.head(utf8("1,2,3\n"), 6, true)).hasMessageContaining("3 fields")
                .hasMessageContaining("gives 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "1 -20 9223372036854775807 | long", "1 9223372036854775808 | string", "00501 1 | string", "+5 1 | string",
        "1 2.5 | double", "1e5 -0.5E-3 .5 1. | double", "01.5 | string", "1.5 x | string", "NaN 1 | string",
        "-0 1 | double",
        "true FALSE | boolean", "true 1 | string", "2024-02-29 1999-12-31 | date", "2024-02-30 | string",
        "2024-02-29T10:00:00Z 1999-12-31T23:59:59.5+01:00 | timestamp", "2024-02-29 2024-02-29T10:00:00Z | string",
        "\"1\" 2 | long", "\"\" 1 | string", ", , | string", "- | string", "1- | string", ". | string", "1e | string"})
    void shouldInferTheNarrowestTypeThatFitsAllValues(String values, String type) {
        byte[] input = utf8("v,other\n" + String.join(",x\n", values.replace(",", "").split(" ", -1)) + ",x\n,x\n");

        assertThat(infer(CSV, input, Map.of()).type(0).text()).isEqualTo(type);
    }

    @Test
    void shouldLeaveOutARecordThatTheSampleCutsOff() throws MalformedDataException {
        byte[] input = utf8("a,b\n1,2\n3,4x");

        assertThat(CSV.infer(input, input.length, false, head(CSV, input), Map.of()).type(1)).isEqualTo(ValueType.LONG);
    }

    @Test
    void shouldLetDeclaredTypesWinAndKnowTheirFields() {
        byte[] input = utf8("alpha,b\n1,2\n");

        assertThat(infer(CSV, input, Map.of("b", ValueType.STRING)).toString()).isEqualTo("(alpha long, b string)");
        assertThatThrownBy(() -> CSV.infer(input, input.length, true, head(CSV, input),
                Map.of("alhpa", ValueType.LONG)))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("did you mean \"alpha\"?");
    }

    @Test
    void shouldQuoteOnlyWhatCouldBeMisread() {
        TextColumn texts = new TextColumn(ValueType.STRING, 9);
        String[] values = {"plain", "", "a,b", "say \"hi\"", "a\nb", "a\rb", "NA", "\"", null};
        TextColumn others = new TextColumn(ValueType.STRING, 9);
        for (int row = 0; row < values.length; row++) {
            others.append(row, "x");
            if (values[row] == null) {
                texts.setNull(row);
            } else {
                texts.append(row, values[row]);
            }
        }
        CsvFormat csv = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of("NA")), true, List.of());
        OutputBuffer out = new OutputBuffer(1);

        csv.encoder(FormatRun.texts("a", "b")).encode(RecordBatch.of(FormatRun.texts("a", "b"), 9, texts, others), out);

        assertThat(new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8))
                .isEqualTo("plain,x\n\"\",x\n\"a,b\",x\n"
                + "\"say \"\"hi\"\"\",x\n\"a\nb\",x\n\"a\rb\",x\n\"NA\",x\n\"\"\"\",x\n,x\n");
        assertThat(csv.prologue(FormatRun.texts("a,b", "NA"))).isEqualTo(utf8("\"a,b\",\"NA\"\n"));
        assertThat(BARE.prologue(FormatRun.texts("a"))).isEmpty();
    }

    @Test
    void shouldNeverWriteABlankLineForARecord() {
        TextColumn nulls = new TextColumn(ValueType.STRING, 1);
        nulls.setNull(0);
        CsvFormat marked = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of("NA")), true, List.of());

        assertThat(lone(CSV, nulls)).isEqualTo("\"\"\n");
        assertThat(lone(marked, nulls)).isEqualTo("NA\n");
    }

    private static String lone(CsvFormat format, TextColumn column) {
        OutputBuffer out = new OutputBuffer(1);
        format.encoder(FormatRun.texts("a")).encode(RecordBatch.of(FormatRun.texts("a"), 1, column), out);
        return new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldKeepALoneReturnWhenItsFieldBecomesTheLast() {
        byte[] input = utf8("x\r,y\n");
        var decoder = BARE.decoder(FormatRun.texts("a", "b"), Map.of(), 4);
        decoder.open(FormatRun.morsel(input, 0, input.length));
        RecordBatch batch = decoder.next();
        batch.reshape(FormatRun.texts("b", "a"), new int[] {1, 0});
        OutputBuffer out = new OutputBuffer(1);

        BARE.encoder(FormatRun.texts("b", "a")).encode(batch, out);

        assertThat(new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8)).isEqualTo("y,\"x\r\"\n");
    }

    @Test
    void shouldCopyUntouchedNotationsExactly() {
        String text = "zip,price,q\n00501,1.10,\"needless\"\n+1,1e0,5\" disk\n";

        assertThat(transcode(CSV, CSV, utf8(text), Map.of())).isEqualTo(text);
    }
}
