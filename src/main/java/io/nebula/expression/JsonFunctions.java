package io.nebula.expression;

import static io.nebula.record.ValueType.BOOLEAN;
import static io.nebula.record.ValueType.DOUBLE;
import static io.nebula.record.ValueType.JSON;
import static io.nebula.record.ValueType.LONG;
import static io.nebula.record.ValueType.STRING;

import io.nebula.record.ValueType;
import java.util.List;

/** Functions that look into JSON, which may be a json field or text. */
final class JsonFunctions {
    private static final String CODE = "json";
    private static final String REASON = "the text is no JSON, or what it has there is no %s";

    private JsonFunctions() {}

    static List<Function> all() {
        return List.of(
                atPath("json_get", "The value at a constant path such as a.b[0], or $ for all of it, as JSON; null if"
                        + " there is none.", "json_get('{\"a\":{\"b\":[1]}}', 'a.b')", "[1]", JSON, JsonKernels::get),
                atPath("json_text", "The value at a constant path as text: a string without its escapes, anything else"
                        + " as it stands; null if there is none.",
                        "json_text('{\"a\":{\"b\":[\"x\"]}}', 'a.b[0]')", "x", STRING, JsonKernels::text),
                atPath("json_long", "The integer at a constant path; null if there is nothing.",
                        "json_long('{\"a\":[1,2]}', '$.a[1]')", "2", LONG, JsonKernels::integer),
                atPath("json_double", "The number at a constant path; null if there is nothing.",
                        "json_double('[0.5]', '[0]')", "0.5", DOUBLE, JsonKernels::number),
                atPath("json_boolean", "The boolean at a constant path; null if there is nothing.",
                        "json_boolean('{\"ok\":true}', 'ok')", "true", BOOLEAN, JsonKernels::bool),
                atPath("json_length", "How many elements the array, or fields the object, at a constant path has; null"
                        + " if there is nothing.", "json_length('{\"a\":[1,2]}', 'a')", "2", LONG, JsonKernels::length)
                        .fails(CODE, "the text is no JSON, or what it has there is neither array nor object")
                        .made(0, LONG, JsonKernels::length, STRING)
                        .made(0, LONG, JsonKernels::length, JSON),
                new Function("json_valid", "Whether the text is JSON.", "json_valid('{\"a\":01}')", "false")
                        .made(0, BOOLEAN, JsonKernels::valid, STRING));
    }

    private static Function atPath(String name, String summary, String example, String value, ValueType result,
            Kernel.Factory factory) {
        return new Function(name, summary, example, value).fails(CODE, REASON)
                .made(2, result, factory, STRING, STRING)
                .made(2, result, factory, JSON, STRING);
    }
}
