package io.nebula.format.csv;

import static io.nebula.format.FormatRun.decode;
import static io.nebula.format.FormatRun.texts;
import static io.nebula.fuzz.FuzzInput.same;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.nebula.connector.ChunkedReading;
import io.nebula.format.FormatRun.Decoded;
import io.nebula.format.MalformedDataException;
import io.nebula.fuzz.FuzzInput;
import io.nebula.fuzz.InputRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Any bytes as CSV in any dialect, against {@link SlowCsv} and FastCSV: in one piece, elsewhere in an array, in pieces as
 * a source reads them, and once more after they have been written.
 */
public final class CsvFuzz {
    private static final String DELIMITERS = ",;\t|";
    private static final String QUOTES = "\"'";
    private static final int ANY_LENGTH = 1 << 20;

    private CsvFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        FuzzInput in = new FuzzInput(data);
        CsvDialect dialect = new CsvDialect((byte) DELIMITERS.charAt(in.below(4)), (byte) QUOTES.charAt(in.below(2)),
                in.flag() ? List.of("NA", "1") : List.of());
        CsvFormat format = new CsvFormat("csv", dialect, false, List.of(), in.flag());
        String[] names = IntStream.rangeClosed(0, in.below(4)).mapToObj(i -> "f" + i).toArray(String[]::new);
        int rows = 1 + in.below(6);
        int chunk = 1 + in.below(24);
        int longest = in.flag() ? 16 + in.below(64) : ANY_LENGTH;
        byte[] text = in.rest();

        SlowCsv slow = new SlowCsv(format, new String(text, StandardCharsets.ISO_8859_1), names.length);
        Decoded whole = decode(format.decoder(texts(names), Map.of(), rows), text, 0, text.length);
        same("rows", slow.rows, whole.rows());
        same("rejects", slow.codes, whole.codes());
        if (slow.codes.isEmpty()) {
            compareWithFastCsv(format, new String(text, StandardCharsets.UTF_8), whole);
        }
        byte[] amid = ("\"" + "x".repeat(chunk) + new String(text, StandardCharsets.ISO_8859_1) + "\",\"\n,")
                .getBytes(StandardCharsets.ISO_8859_1);
        same("amid other bytes", whole,
                decode(format.decoder(texts(names), Map.of(), 7), amid, 1 + chunk, 1 + chunk + text.length));
        CsvFormat named = new CsvFormat("csv", dialect, in.flag() || chunk % 2 == 0, List.of(), format.lenient());
        same("in pieces of " + chunk, outcome(named, text, longest, Math.max(1, text.length)),
                outcome(named, text, longest, chunk));
        SlowCsvTest.keep(new InputRandom(data), format, names, text, slow.rows, "kept");
    }

    private static void compareWithFastCsv(CsvFormat format, String text, Decoded decoded) {
        boolean same = !format.lenient() && format.dialect().nullValues().isEmpty()
                && !text.replace("\r\n", "").contains("\r");
        if (!same) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (CsvRecord record : CsvReader.builder().fieldSeparator((char) format.dialect().delimiter())
                .quoteCharacter((char) format.dialect().quote()).ofCsvRecord(text)) {
            rows.add(record.getFields());
        }
        same("FastCSV", rows, decoded.rows().stream()
                .map(row -> row.stream().map(value -> value == null ? "" : value).toList()).toList());
    }

    /** What a source makes of it, or why it makes nothing of it. */
    private static Object outcome(CsvFormat format, byte[] text, int longest, int chunk) throws IOException {
        try {
            return ChunkedReading.read(format, text, Map.of(), longest, chunk).byPlace();
        } catch (MalformedDataException e) {
            return e.getMessage();
        }
    }
}
