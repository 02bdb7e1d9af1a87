package io.nebula.format.jsonl;

import static io.nebula.format.FormatRun.decode;
import static io.nebula.format.FormatRun.texts;
import static io.nebula.fuzz.FuzzInput.same;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nebula.connector.ChunkedReading;
import io.nebula.format.FormatRun;
import io.nebula.format.FormatRun.Decoded;
import io.nebula.format.csv.CsvFormat;
import io.nebula.fuzz.FuzzInput;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.text.json.JsonScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Any bytes as JSON Lines, against Jackson: which lines are objects, what the values and the paths into them are, and what
 * is left of them after they have been written as JSON Lines and as CSV.
 */
public final class JsonLinesFuzz {
    private static final JsonLinesFormat JSON = JsonLinesFormat.jsonLines();
    private static final CsvFormat CSV = CsvFormat.csv();
    private static final List<String> NAMES = List.of("a", "b", "é\"k", "");
    private static final Map<String, ValueType> PATHS =
            Map.of("a.b", ValueType.JSON, "a[0]", ValueType.JSON, "a[1].b", ValueType.JSON, "b.a.b", ValueType.JSON);
    private static final Map<String, String> POINTERS =
            Map.of("a.b", "/a/b", "a[0]", "/a/0", "a[1].b", "/a/1/b", "b.a.b", "/b/a/b");
    private static final Pattern LONE_SURROGATE =
            Pattern.compile("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");
    private static final ObjectMapper JACKSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(JsonScanner.DEEPEST)
                    .maxNumberLength(1 << 20).build()).build());

    private JsonLinesFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        FuzzInput in = new FuzzInput(data);
        int rows = 1 + in.below(20);
        int chunk = 1 + in.below(24);
        int longest = in.flag() ? 16 + in.below(64) : 1 << 20;
        // many lines that are alike are read in another way than a few
        int repeats = in.flag() ? 12 : 1;
        byte[] text = repeated(in.rest(), repeats);

        List<JsonNode> nodes = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        if (!oracle(text, nodes, codes)) {
            return;
        }
        Schema schema = texts(NAMES.toArray(String[]::new));
        Decoded plain = decode(JSON.decoder(schema, Map.of(), rows), text, 0, text.length);
        same("rejects", codes, plain.codes());
        compareValues(nodes, plain.rows());
        byte[] amid = ("{\"" + "x".repeat(chunk) + new String(text, StandardCharsets.ISO_8859_1) + "\"}\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        same("amid other bytes", plain,
                decode(JSON.decoder(schema, Map.of(), 7), amid, 2 + chunk, 2 + chunk + text.length));
        comparePaths(nodes, text);
        writtenAsJson(nodes, schema, text);
        writtenAsCsv(nodes, schema, text, plain);
        same("in pieces of " + chunk,
                ChunkedReading.read(JSON, text, Map.of(), longest, Math.max(1, text.length)).byPlace(),
                ChunkedReading.read(JSON, text, Map.of(), longest, chunk).byPlace());
    }

    private static byte[] repeated(byte[] text, int repeats) {
        byte[] lines = Arrays.copyOf(text, repeats == 1 ? text.length : (text.length + 1) * repeats);
        for (int i = 1; i <= repeats && repeats > 1; i++) {
            System.arraycopy(text, 0, lines, (i - 1) * (text.length + 1), text.length);
            lines[i * (text.length + 1) - 1] = '\n';
        }
        return lines;
    }

    /** False if Jackson has another opinion on half a surrogate pair in a key, which RFC 8259 lets pass. */
    private static boolean oracle(byte[] text, List<JsonNode> nodes, List<String> codes) {
        int from = 0;
        while (from < text.length) {
            int to = from;
            while (to < text.length && text[to] != '\n') {
                to++;
            }
            if (!line(Arrays.copyOfRange(text, from, to), nodes, codes)) {
                return false;
            }
            from = to + 1;
        }
        return true;
    }

    private static boolean line(byte[] bytes, List<JsonNode> nodes, List<String> codes) {
        String line;
        try {
            line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            codes.add("invalid-utf8");
            return true;
        }
        if (line.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r')) {
            return true;
        }
        try {
            JsonNode node = tried(line);
            if (node == null || !node.isObject()) {
                codes.add("malformed-json");
            } else {
                nodes.add(node);
            }
            return true;
        } catch (JsonProcessingException e) {
            codes.add("malformed-json");
            return !e.getMessage().contains("surrogate");
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return tried(json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static JsonNode tried(String json) throws JsonProcessingException {
        try (JsonParser parser = JACKSON.createParser(json)) {
            JsonNode node = JACKSON.readTree(parser);
            return parser.nextToken() == null ? node : null;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void compareValues(List<JsonNode> nodes, List<List<String>> rows) {
        same("rows", nodes.size(), rows.size());
        for (int row = 0; row < rows.size(); row++) {
            for (int field = 0; field < NAMES.size(); field++) {
                JsonNode node = nodes.get(row).get(NAMES.get(field));
                String value = rows.get(row).get(field);
                if (node != null && (node.isNumber() || node.isContainerNode())) {
                    same("value", node, parsed(value));
                } else {
                    same("value", node == null || node.isNull() ? null : wellFormed(node.asText()), value);
                }
            }
        }
    }

    private static void comparePaths(List<JsonNode> nodes, byte[] text) {
        List<String> names = new ArrayList<>(NAMES);
        names.addAll(PATHS.keySet());
        Schema schema = new Schema(names.stream().map(name -> new io.nebula.record.Field(name,
                PATHS.getOrDefault(name, ValueType.STRING))).toList());
        Decoded decoded = decode(JSON.decoder(schema, PATHS, 5), text, 0, text.length);
        same("rows", nodes.size(), decoded.rows().size());
        for (int row = 0; row < nodes.size(); row++) {
            for (String path : PATHS.keySet()) {
                JsonNode node = nodes.get(row).get(path);
                node = node == null ? nodes.get(row).at(POINTERS.get(path)) : node;
                // a pointer takes a number for the key of an object too
                boolean key = path.contains("[") && !nodes.get(row).at("/a").isArray() && nodes.get(row).get(path) == null;
                String value = decoded.rows().get(row).get(names.indexOf(path));
                JsonNode expected = node.isMissingNode() || node.isNull() || key ? null : node;
                same(path, expected, value == null ? null : parsed(value));
            }
        }
    }

    private static void writtenAsJson(List<JsonNode> nodes, Schema schema, byte[] text) {
        String written = FormatRun.encode(JSON.decoder(schema, Map.of(), 5), JSON.encoder(schema), text, 0,
                new ArrayList<>());
        List<JsonNode> back = new ArrayList<>();
        written.lines().forEach(line -> back.add(parsed(line)));
        same("written as JSON Lines", nodes, back);
    }

    private static void writtenAsCsv(List<JsonNode> nodes, Schema schema, byte[] text, Decoded decoded) {
        List<List<String>> expected = new ArrayList<>();
        for (int row = 0; row < nodes.size(); row++) {
            boolean known = true;
            for (var names = nodes.get(row).fieldNames(); names.hasNext();) {
                known &= NAMES.contains(names.next());
            }
            if (known) {
                expected.add(decoded.rows().get(row));
            }
        }
        List<Reject> rejects = new ArrayList<>();
        byte[] written = FormatRun.utf8(FormatRun.encode(JSON.decoder(schema, Map.of(), 5), CSV.encoder(schema), text, 0,
                rejects));
        same("written as CSV", expected, decode(CSV.decoder(schema, Map.of(), 9), written, 0, written.length).rows());
        same("written or refused", nodes.size(), expected.size()
                + (int) rejects.stream().filter(reject -> reject.code().equals("unknown-field")).count());
    }

    private static String wellFormed(String text) {
        return LONE_SURROGATE.matcher(text).replaceAll("\ufffd");
    }
}
