package io.nebula.transform;

import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import io.nebula.record.Schema;

/** Where fields come from, see {@link io.nebula.record.RecordBatch#reshape}. */
final class Fields {
    private Fields() {}

    /** Each of {@code size} fields from its own place. */
    static int[] inPlace(int size) {
        int[] from = new int[size];
        for (int i = 0; i < size; i++) {
            from[i] = i;
        }
        return from;
    }

    static String noField(String name) {
        return "there is no field '" + name + "'";
    }

    static String advice(String name, Schema schema) {
        String near = Suggestion.of(name, schema.names());
        return near != null ? near : "fields are " + String.join(", ", schema.names());
    }

    /** The problem of a name that is not in {@code schema}. */
    static Problem unknown(String path, String name, Schema schema) {
        return Problem.at(path, "unknown-field", noField(name), advice(name, schema));
    }
}
