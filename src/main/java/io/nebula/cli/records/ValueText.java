package io.nebula.cli.records;

import io.nebula.cli.page.JsonWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Values of records as text. */
public final class ValueText {
    private ValueText() {}

    /** For a cell of a table: text as it is, null as nothing. */
    public static String plain(Object value) {
        return value == null ? "" : value instanceof String text ? text : json(value);
    }

    /** As JSON, on one line. */
    public static String json(Object value) {
        JsonWriter json = new JsonWriter();
        write(value, json);
        return json.toString();
    }

    private static void write(Object value, JsonWriter json) {
        if (value instanceof Map<?, ?> members) {
            json.begin('{');
            members.forEach((key, member) -> write(member, json.key(key.toString())));
            json.end('}');
        } else if (value instanceof List<?> elements) {
            json.begin('[');
            elements.forEach(element -> write(element, json));
            json.end(']');
        } else if (value instanceof String || value == null) {
            json.textOrNull((String) value);
        } else if (value instanceof Boolean truth) {
            json.truth(truth);
        } else {
            json.number(value instanceof BigDecimal number ? number : new BigDecimal(value.toString()));
        }
    }
}
