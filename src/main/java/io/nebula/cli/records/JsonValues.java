package io.nebula.cli.records;

import io.nebula.text.json.JsonDocument;
import io.nebula.text.json.JsonEscapes;
import io.nebula.text.json.JsonScanner;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records that are lines of JSON, as values: {@code null}, {@link Boolean}, {@link BigDecimal}, {@link String}, {@link
 * List} and {@link Map}, members in their order. Not thread-safe.
 */
public final class JsonValues {
    private final JsonDocument document = new JsonDocument();
    private int at;

    /** The members of an object. @throws IllegalArgumentException if that is none */
    public Map<String, Object> record(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (!document.open(bytes, 0, bytes.length) || document.bytes()[document.start()] != '{') {
            throw new IllegalArgumentException("not a JSON object: " + line);
        }
        at = document.start();
        return object();
    }

    private Object value() {
        byte[] bytes = document.bytes();
        switch (bytes[at]) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            default:
                int from = at;
                at = document.scanner().value(at, 0);
                return scalar(new String(bytes, from, at - from, StandardCharsets.UTF_8));
        }
    }

    private static Object scalar(String text) {
        return switch (text) {
            case "null" -> null;
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> new BigDecimal(text);
        };
    }

    private Map<String, Object> object() {
        JsonScanner scanner = document.scanner();
        byte[] bytes = document.bytes();
        Map<String, Object> members = new LinkedHashMap<>();
        at = scanner.space(at + 1);
        while (bytes[at] != '}') {
            String key = string();
            at = scanner.colon(at);
            members.put(key, value());
            at = scanner.space(at);
            at = bytes[at] == ',' ? scanner.space(at + 1) : at;
        }
        at++;
        return members;
    }

    private List<Object> array() {
        JsonScanner scanner = document.scanner();
        byte[] bytes = document.bytes();
        List<Object> elements = new ArrayList<>();
        at = scanner.space(at + 1);
        while (bytes[at] != ']') {
            elements.add(value());
            at = scanner.space(at);
            at = bytes[at] == ',' ? scanner.space(at + 1) : at;
        }
        at++;
        return elements;
    }

    private String string() {
        int from = at + 1;
        at = document.scanner().string(at);
        byte[] plain = new byte[at - from];
        int end = JsonEscapes.unescape(document.bytes(), from, at - 1, plain, 0);
        return new String(plain, 0, end, StandardCharsets.UTF_8);
    }
}
