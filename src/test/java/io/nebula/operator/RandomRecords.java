package io.nebula.operator;

import io.nebula.format.Format;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.pekko.util.ByteString;

/** Bytes of records with all that can be wrong with them, and ways to cut them into pieces. */
final class RandomRecords {
    static final Schema SCHEMA = new Schema(List.of(new Field("amount", ValueType.LONG), new Field("id", ValueType.LONG),
            new Field("text", ValueType.STRING)));
    static final Map<String, ValueType> DECLARED = Map.of("amount", ValueType.LONG, "id", ValueType.LONG, "text",
            ValueType.STRING);
    private static final List<String> CSV_TEXTS = List.of("", "a", "\"b,\n\"\"c\"\"\r\n,d\"", "née", "\"\"", "x\"y", "z\" ",
            "long ".repeat(30), "\"" + "far\n".repeat(25) + "\"");
    private static final List<String> CSV_TROUBLE = List.of("", "\r", "1,2", "1,2,3,4", "x,2,three", "1,2,\"open",
            "1,2,\"closed\"badly", "l" + "o".repeat(300) + "ng");
    private static final List<String> JSON_TEXTS = List.of("", "a", "b\\n\\\"c\\\"", "née", "\\u00e9", "long ".repeat(30));
    private static final List<String> JSON_TROUBLE = List.of("", " \t", "{", "{\"id\": 1} x", "{\"id\": \"x\"}", "[1]",
            "{\"text\": \"l" + "o".repeat(300) + "ng\"}");

    private final Random random;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private RandomRecords(Random random) {
        this.random = random;
    }

    static byte[] of(Format format, Random random, int records, boolean trouble) {
        RandomRecords made = new RandomRecords(random);
        if (format instanceof JsonLinesFormat) {
            made.jsonLines(records, trouble);
        } else {
            made.csv(((CsvFormat) format).header(), records, trouble);
        }
        byte[] all = made.bytes.toByteArray();
        return random.nextInt(3) > 0 ? all : Arrays.copyOf(all, cut(all, trouble));
    }

    /** A length without the last line end; with trouble, perhaps without half of it. */
    private static int cut(byte[] all, boolean trouble) {
        int length = all.length - 1;
        return !trouble && length > 0 && all[length - 1] == '\r' ? length - 1 : length;
    }

    private void csv(boolean header, int records, boolean trouble) {
        byteOrderMark();
        if (header) {
            line("amount,id,text");
        } else {
            line("7,8,nine");
        }
        for (int i = 0; i < records; i++) {
            if (trouble && random.nextInt(8) == 0) {
                line(pick(CSV_TROUBLE));
                badEncoding();
            } else {
                line(number() + "," + i + "," + pick(CSV_TEXTS.subList(0, trouble ? CSV_TEXTS.size() : 5)));
            }
        }
    }

    private void jsonLines(int records, boolean trouble) {
        byteOrderMark();
        line("{\"amount\": 1, \"id\": 2, \"text\": \"three\"}");
        for (int i = 0; i < records; i++) {
            if (trouble && random.nextInt(8) == 0) {
                line(pick(JSON_TROUBLE));
                badEncoding();
            } else {
                line("{\"id\": " + i + ", \"text\": \"" + pick(JSON_TEXTS.subList(0, trouble ? JSON_TEXTS.size() : 5))
                        + "\"" + (random.nextBoolean() ? ", \"amount\": " + random.nextInt(100) : "") + "}");
            }
        }
    }

    private String number() {
        return random.nextInt(5) == 0 ? "" : Integer.toString(random.nextInt(100));
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private void byteOrderMark() {
        if (random.nextInt(4) == 0) {
            bytes.writeBytes(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        }
    }

    private void badEncoding() {
        if (random.nextInt(4) == 0) {
            bytes.write(0xff);
            line("");
        }
    }

    private void line(String text) {
        bytes.writeBytes((text + (random.nextInt(4) == 0 ? "\r\n" : "\n")).getBytes(StandardCharsets.UTF_8));
    }

    /** Pieces of 1 to {@code most} bytes, some of them made of pieces, some empty. */
    static List<ByteString> pieces(byte[] bytes, int most, Random random) {
        List<ByteString> pieces = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int length = Math.min(bytes.length - from, 1 + random.nextInt(most));
            int half = random.nextInt(length + 1);
            ByteString piece = ByteString.fromArray(bytes, from, half);
            ByteString rest = ByteString.fromArray(bytes, from + half, length - half);
            pieces.add(piece.concat(rest));
            if (random.nextInt(10) == 0) {
                pieces.add(ByteString.emptyByteString());
            }
            from += length;
        }
        return pieces;
    }
}
