package io.nebula.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Dead letters as JSON lines, read by another program's parser. */
public final class DeadLetterFile {
    /** A record that went there; {@code line} is 0 if none is given, {@code record} in ISO 8859-1, one character a byte. */
    public record Letter(String file, long line, long offset, String stage, String code, String field, String message,
            String record) {}

    private DeadLetterFile() {}

    public static List<Letter> read(Path file) throws IOException {
        List<Letter> letters = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                letters.add(letter(line));
            }
        }
        return letters;
    }

    private static Letter letter(String json) throws IOException {
        String file = null;
        long line = 0;
        long offset = -1;
        String stage = null;
        String code = null;
        String field = null;
        String message = null;
        byte[] record = null;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                boolean present = parser.nextToken() != JsonToken.VALUE_NULL;
                String text = present ? parser.getText() : null;
                switch (name) {
                    case "file" -> file = text;
                    case "line" -> line = present ? parser.getLongValue() : 0;
                    case "offset" -> offset = parser.getLongValue();
                    case "stage" -> stage = text;
                    case "code" -> code = text;
                    case "field" -> field = text;
                    case "message" -> message = text;
                    case "record" -> record = present ? text.getBytes(StandardCharsets.UTF_8) : record;
                    case "record_base64" -> record = present ? Base64.getDecoder().decode(text) : record;
                    default -> throw new IOException("a dead letter has no field " + name);
                }
            }
        }
        return new Letter(file, line, offset, stage, code, field, message,
                record == null ? null : new String(record, StandardCharsets.ISO_8859_1));
    }
}
