package io.nebula.cli.cases;

import io.nebula.cli.records.Recognised;
import io.nebula.cli.records.ValueText;
import io.nebula.config.TestCase;
import io.nebula.connector.Compression;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.MemorySpec;
import io.nebula.connector.SourceSpec;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts the records of a case where a pipeline has its source: in the same format, with the same declared types. */
final class CaseInput {
    private static final String NAME = "input";

    private CaseInput() {}

    static SourceSpec of(TestCase test, SourceSpec source) throws IOException {
        int longest = source instanceof FileSourceSpec file ? file.maxRecordBytes()
                : FileSourceSpec.DEFAULT_MAX_RECORD_BYTES;
        if (test.file() != null) {
            Format format = source.format() == null ? Recognised.file(test.file()).format() : source.format();
            return new FileSourceSpec(List.of(test.file()), format, source.declared(), longest, Compression.AUTO);
        }
        Format format = source.format() == null ? JsonLinesFormat.jsonLines() : source.format();
        String text = test.text() != null ? test.text() : format instanceof CsvFormat csv
                ? csv(test.input(), csv, source.declared().keySet()) : jsonLines(test.input());
        return new MemorySpec(NAME, text.getBytes(StandardCharsets.UTF_8), format, source.declared(), longest);
    }

    private static String jsonLines(List<Map<String, Object>> records) {
        StringBuilder text = new StringBuilder();
        records.forEach(record -> text.append(ValueText.json(record)).append('\n'));
        return text.toString();
    }

    private static String csv(List<Map<String, Object>> records, CsvFormat format, Set<String> declared)
            throws IOException {
        Set<String> all = new LinkedHashSet<>(format.names());
        records.forEach(record -> all.addAll(record.keySet()));
        all.addAll(new TreeSet<>(declared));
        List<String> names = new ArrayList<>(all);
        if (!format.header() && format.names().isEmpty()) {
            names.sort((a, b) -> a.length() != b.length() ? a.length() - b.length() : a.compareTo(b)); // c2 before c10
        }
        StringBuilder text = new StringBuilder();
        if (format.header() && !names.isEmpty()) {
            text.append(line(names, format));
        }
        for (Map<String, Object> record : records) {
            text.append(line(names.stream().map(record::get).toList(), format));
        }
        return text.toString();
    }

    private static String line(List<?> values, CsvFormat format) throws IOException {
        List<String> fields = new ArrayList<>();
        values.forEach(value -> fields.add(field(value, format)));
        String line = String.join(String.valueOf((char) format.dialect().delimiter()), fields);
        return (line.isEmpty() ? nothing(format) : line) + "\n";
    }

    /** A line with nothing on it would be no record. */
    private static String nothing(CsvFormat format) throws IOException {
        if (format.dialect().nullValues().isEmpty()) {
            throw new IOException("a record whose only field is null is a blank line in CSV, which is no record;"
                    + " give it another field");
        }
        return format.dialect().nullValues().get(0);
    }

    private static String field(Object value, CsvFormat format) {
        if (value == null) {
            return "";
        }
        String text = ValueText.plain(value);
        String quote = String.valueOf((char) format.dialect().quote());
        boolean plain = !text.isEmpty() && text.indexOf((char) format.dialect().delimiter()) < 0
                && !text.contains(quote) && text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                && !format.dialect().nullValues().contains(text);
        return plain ? text : quote + text.replace(quote, quote + quote) + quote;
    }
}
