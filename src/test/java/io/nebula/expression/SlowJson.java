package io.nebula.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values in JSON by path, from a tree that Jackson has read: lists, maps, longs and strings. */
final class SlowJson {
    private SlowJson() {}

    /** @throws RowByRow.Failure if the text is no JSON */
    static Optional<Object> at(String json, String path) {
        Object value = tree(json);
        for (String step : path.replace("$.", "").replace("[", ".").replace("]", "").split("\\.")) {
            if (value instanceof Map<?, ?> map) {
                value = map.get(step);
            } else {
                boolean index = step.matches("[0-9]+") && value instanceof List;
                value = index && Integer.parseInt(step) < ((List<?>) value).size()
                        ? ((List<?>) value).get(Integer.parseInt(step)) : null;
            }
        }
        return Optional.ofNullable(value);
    }

    private static Object tree(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() == null) {
                throw new RowByRow.Failure();
            }
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new RowByRow.Failure();
            }
            return tree;
        } catch (IOException e) {
            throw new RowByRow.Failure();
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                return list;
            }
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                return map;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getLongValue();
            }
            default -> {
                return parser.getText();
            }
        }
    }
}
