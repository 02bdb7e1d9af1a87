package io.nebula.format.jsonl;

import io.nebula.record.ExtraFields;
import io.nebula.record.RawColumn;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.text.json.JsonEscapes;
import io.nebula.text.json.JsonPath;
import io.nebula.text.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Takes one object apart and puts its values into the raw columns.
 *
 * <p>Keys mostly come in the order of the record before: after each key the one that followed it last time is tried,
 * and the hash table is asked only when that fails.
 */
final class JsonRecord {
    private record PathField(int field, JsonPath path, int root, byte[] rootKey) {}

    private final JsonKeys keys;
    private final JsonScanner scanner = new JsonScanner();
    private final UnknownFields unknown = new UnknownFields();
    private final PathField[] paths;
    private final int[][] starts;
    private final int[][] lengths;
    private final boolean[] escapes;
    private final int[] successors;
    private final long[] seen;
    private byte[] scratch = new byte[64];
    private byte[] bytes;
    private long record;

    JsonRecord(Schema schema, Map<String, ValueType> declared, RawColumn[] raws) {
        keys = new JsonKeys(schema);
        paths = paths(schema, declared);
        starts = new int[raws.length][];
        lengths = new int[raws.length][];
        for (int i = 0; i < raws.length; i++) {
            starts[i] = raws[i].starts();
            lengths[i] = raws[i].lengths();
        }
        escapes = new boolean[raws.length];
        seen = new long[raws.length];
        successors = new int[raws.length + 1];
        for (int i = 0; i < raws.length; i++) {
            successors[i] = i;
        }
        successors[raws.length] = -1;
    }

    private static PathField[] paths(Schema schema, Map<String, ValueType> declared) {
        List<PathField> found = new ArrayList<>();
        for (String name : declared.keySet()) {
            JsonPath path = JsonPath.of(name);
            int field = schema.indexOf(name);
            if (path != null && field >= 0) {
                byte[] root = path.root().getBytes(StandardCharsets.UTF_8);
                found.add(new PathField(field, path, schema.indexOf(path.root()), root));
            }
        }
        return found.toArray(PathField[]::new);
    }

    /** Begins a batch of records that lie in {@code source}, where a newline follows each. */
    void open(byte[] source) {
        bytes = source;
        scanner.open(source);
        Arrays.fill(escapes, false);
    }

    /** Which columns may have escapes since {@link #open}. */
    boolean[] escapes() {
        return escapes;
    }

    JsonScanner scanner() {
        return scanner;
    }

    /**
     * Hot: reads the object at {@code start} into a row; returns where its line ends, or -1 if the scanner has failed.
     */
    int read(int start, int row, ExtraFields extras) {
        byte[] in = bytes;
        if (in[start] != '{') {
            return scanner.fail(start, "a JSON object");
        }
        record++;
        int found = 0;
        int before = 0;
        boolean strangers = false;
        int at = in[start + 1] == '"' ? start + 1 : scanner.space(start + 1);
        boolean more = in[at] != '}';
        while (more) {
            int keyStart = at;
            int field = successors[before];
            at = field < 0 ? -1 : keys.match(in, at, field);
            if (at < 0) {
                at = in[keyStart] == '"' ? scanner.string(keyStart) : scanner.fail(keyStart, "a key in double quotes");
                if (at < 0) {
                    return -1;
                }
                field = lookUp(keyStart + 1, at - 1, before);
            }
            int keyEnd = at;
            at = in[at] == ':' && in[at + 1] > ' ' ? at + 1 : scanner.colon(at);
            if (at < 0) {
                return -1;
            }
            int value = at;
            at = in[at] == '"' ? scanner.string(at) : scanner.value(at, 1);
            if (at < 0) {
                return -1;
            }
            if (field >= 0) {
                starts[field][row] = value;
                lengths[field][row] = at - value;
                if (scanner.takeEscapes()) {
                    escapes[field] = true;
                }
                if (seen[field] != record) {
                    seen[field] = record;
                    found++;
                }
                before = field + 1;
            } else {
                if (!strangers) {
                    unknown.clear();
                    strangers = true;
                }
                unknown.add(in, keyStart, keyEnd, value, at);
                scanner.takeEscapes();
            }
            if (in[at] != ',' && in[at] != '}') {
                at = scanner.space(at);
            }
            more = in[at] == ',';
            if (!more && in[at] != '}') {
                return scanner.fail(at, "',' or '}'");
            }
            if (more) {
                at = in[at + 1] == '"' ? at + 1 : scanner.space(at + 1);
            }
        }
        at = scanner.space(at + 1);
        if (in[at] != '\n') {
            return scanner.fail(at, "the end of the line");
        }
        finish(row, found, strangers, extras);
        return at;
    }

    private int lookUp(int from, int to, int before) {
        int length = to - from;
        int field;
        if (scanner.takeEscapes()) {
            if (scratch.length < length) {
                scratch = new byte[length * 2];
            }
            field = keys.find(scratch, 0, JsonEscapes.unescape(bytes, from, to, scratch, 0));
        } else {
            field = keys.find(bytes, from, length);
        }
        if (field >= 0) {
            successors[before] = field;
        }
        return field;
    }

    private void finish(int row, int foundFields, boolean strangers, ExtraFields extras) {
        int found = foundFields;
        if (paths.length > 0) {
            found += followPaths(row, strangers);
        }
        for (int field = 0; found < seen.length && field < seen.length; field++) {
            if (seen[field] != record) {
                starts[field][row] = 0;
                lengths[field][row] = RawColumn.ABSENT;
            }
        }
        if (strangers) {
            unknown.moveTo(extras, row);
        }
    }

    private int followPaths(int row, boolean strangers) {
        int found = 0;
        for (PathField field : paths) {
            if (seen[field.field] == record) {
                continue;
            }
            int root = field.root >= 0 ? seen[field.root] == record ? starts[field.root][row] : -1
                    : strangers ? unknown.find(bytes, field.rootKey) : -1;
            if (root >= 0 && field.path.find(scanner, bytes, root)) {
                starts[field.field][row] = field.path.start();
                lengths[field.field][row] = field.path.end() - field.path.start();
                seen[field.field] = record;
                found++;
                escapes[field.field] |= scanner.takeEscapes();
            }
        }
        scanner.takeEscapes();
        return found;
    }
}
