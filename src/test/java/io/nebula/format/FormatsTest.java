package io.nebula.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @Test
    void shouldRefuseMoreFieldsThanItCanBear() {
        String names = IntStream.rangeClosed(0, Format.MOST_FIELDS).mapToObj(i -> "f" + i).collect(Collectors.joining(","));
        byte[] csv = FormatRun.utf8(names + "\n");
        byte[] json = FormatRun.utf8("{\"" + names.replace(",", "\":1,\"") + "\":1}\n");
        Format jsonl = JsonLinesFormat.jsonLines();

        assertThatThrownBy(() -> CsvFormat.csv().head(csv, csv.length, true)).hasMessageContaining("20001 fields")
                .hasMessageContaining("at most 20000").hasMessageContaining("csv.delimiter");
        assertThatThrownBy(() -> jsonl.infer(json, json.length, true, new Head(0, 0, List.of()), Map.of()))
                .hasMessageContaining("20001 different keys").hasMessageContaining("at most 20000");
    }

    @ParameterizedTest
    @CsvSource({"a.csv,csv", "a.TSV.gz,tsv", "x/a.jsonl.zst,jsonl", "a.ndjson,jsonl", "out/{c}.csv,csv",
        "a.csv.jsonl,jsonl"})
    void shouldFollowTheFileName(String path, String name) {
        Options options = new Options(Map.of());

        assertThat(Formats.choose(options, path).name()).isEqualTo(name);
        assertThat(options.problems()).isEmpty();
    }

    @Test
    void shouldPreferWhatTheUserSays() {
        assertThat(Formats.choose(new Options(Map.of("format", "jsonl")), "a.csv").name()).isEqualTo("jsonl");
        assertThat(Formats.choose(new Options(Map.of("format", "tsv")), "-"))
                .isEqualTo(CsvFormat.tsv());
    }

    @Test
    void shouldReadTheDialect() {
        Options options = new Options(Map.of("encoding", "UTF-8", "csv", Map.of("delimiter", ";", "quote", "'",
                "names", List.of("a", "b"), "null-values", "NA")));

        assertThat(Formats.choose(options, "a.csv"))
                .isEqualTo(new CsvFormat("csv", new CsvDialect((byte) ';', (byte) '\'', List.of("NA")), false,
                        List.of("a", "b")));
        assertThat(options.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-|standard stream", "data.txt|does not tell", "data.gz|does not tell",
        "csv/data|does not tell"})
    void shouldAskForTheFormatWhereTheNameDoesNotTell(String path, String message) {
        Options options = new Options(Map.of("csv", Map.of("header", "false")));

        assertThat(Formats.choose(options, path)).isNull();
        assertThat(options.problems()).hasSize(1);
        assertThat(options.problems().get(0).message()).contains(message);
        assertThat(options.problems().get(0).advice()).contains("add format = ");
    }

    @Test
    void shouldRefuseTheSectionOfAnotherFormat() {
        assertThat(codes(Map.of("csv", Map.of("delimiter", ";")), "a.jsonl")).containsExactly("wrong-format");
        assertThat(codes(Map.of("jsonl", Map.of()), "a.csv")).containsExactly("wrong-format");
    }

    @Test
    void shouldSayWhatIsWrongWithADialect() {
        assertThat(codes(Map.of("csv", Map.of("delimiter", ";;")), "a.csv")).containsExactly("not-one-character");
        assertThat(codes(Map.of("csv", Map.of("quote", "é")), "a.csv")).containsExactly("not-one-character");
        assertThat(codes(Map.of("csv", Map.of("quote", ",")), "a.csv")).containsExactly("same-as-delimiter");
        assertThat(codes(Map.of("csv", Map.of("header", true, "names", "a")), "a.csv"))
                .containsExactly("names-with-header");
        assertThat(codes(Map.of("csv", Map.of("names", List.of("a", "a"))), "a.csv")).containsExactly("bad-names");
        assertThat(codes(Map.of("csv", Map.of("null-values", List.of("-", "a,b", "\"\"", "x\n"))), "a.csv"))
                .containsExactly("impossible-null", "impossible-null", "impossible-null");
        assertThat(codes(Map.of("csv", Map.of("delimeter", ";")), "a.csv")).containsExactly("unknown-key");
        assertThat(codes(Map.of("format", "cvs"), "a.csv")).containsExactly("not-a-choice");
    }

    @Test
    void shouldReadLenientlyIfAsked() {
        assertThat(Formats.choose(new Options(Map.of("csv", Map.of("lenient", true))), "a.csv"))
                .isEqualTo(new CsvFormat("csv", CsvFormat.csv().dialect(), true, List.of(), true));
    }

    @Test
    void shouldRefuseOtherEncodings() {
        assertThat(codes(Map.of("encoding", "latin1"), "a.csv")).containsExactly("unsupported-encoding");
    }

    private static List<String> codes(Map<String, ?> values, String path) {
        Options options = new Options(values);
        Formats.choose(options, path);
        return options.problems().stream().map(Problem::code).toList();
    }
}
