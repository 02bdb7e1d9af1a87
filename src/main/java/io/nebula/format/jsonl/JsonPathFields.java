package io.nebula.format.jsonl;

import io.nebula.record.RawColumn;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.text.json.JsonPath;
import io.nebula.text.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The declared fields whose names are paths into nested values. */
final class JsonPathFields {
    private record PathField(int field, JsonPath path, int root, byte[] rootKey) {}

    private final PathField[] fields;
    private final int[][] starts;
    private final int[][] lengths;

    JsonPathFields(Schema schema, Map<String, ValueType> declared, int[][] starts, int[][] lengths) {
        this.starts = starts;
        this.lengths = lengths;
        List<PathField> found = new ArrayList<>();
        for (String name : declared.keySet()) {
            JsonPath path = JsonPath.of(name);
            int field = schema.indexOf(name);
            if (path != null && field >= 0) {
                byte[] root = path.root().getBytes(StandardCharsets.UTF_8);
                found.add(new PathField(field, path, schema.indexOf(path.root()), root));
            }
        }
        fields = found.toArray(PathField[]::new);
    }

    boolean isEmpty() {
        return fields.length == 0;
    }

    /** Follows the paths of fields that the row does not have under their very names. */
    void follow(JsonScanner scanner, byte[] bytes, int row, UnknownFields unknown, boolean[] escapes) {
        for (PathField field : fields) {
            int root = lengths[field.field][row] == RawColumn.ABSENT ? root(field, bytes, row, unknown) : -1;
            if (root >= 0 && field.path.find(scanner, bytes, root)) {
                starts[field.field][row] = field.path.start();
                lengths[field.field][row] = field.path.end() - field.path.start();
                escapes[field.field] |= scanner.takeEscapes();
            }
        }
        scanner.takeEscapes();
    }

    /** Where the value begins that the path leads into, or -1. */
    private int root(PathField field, byte[] bytes, int row, UnknownFields unknown) {
        if (field.root < 0) {
            return unknown.find(bytes, field.rootKey);
        }
        return lengths[field.root][row] == RawColumn.ABSENT ? -1 : starts[field.root][row];
    }
}
