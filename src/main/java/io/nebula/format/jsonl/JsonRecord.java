package io.nebula.format.jsonl;

import io.nebula.record.ExtraFields;
import io.nebula.record.RawColumn;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.text.Utf8;
import io.nebula.text.json.JsonEscapes;
import io.nebula.text.json.JsonScanner;
import java.util.Arrays;
import java.util.Map;

/**
 * Takes one object apart and puts its values into the raw columns.
 *
 * <p>Records mostly look like the one before: after each value the link that followed that field last time is tried,
 * and the grammar is asked only when that fails.
 */
final class JsonRecord {
    private static final int UNKNOWN = -2;

    private final JsonKeys keys;
    private final JsonLinks links;
    private final JsonScanner scanner = new JsonScanner();
    private final UnknownFields unknown = new UnknownFields();
    private final JsonPathFields paths;
    private final int[][] starts;
    private final int[][] lengths;
    private final boolean[] escapes;
    private byte[] scratch = new byte[64];
    private byte[] bytes;
    /** What {@link #link} has found: a field, {@link #UNKNOWN} or {@link JsonLinks#END}. */
    private int linked;
    private int keyStart;
    private int keyEnd;

    JsonRecord(Schema schema, Map<String, ValueType> declared, RawColumn[] raws) {
        keys = new JsonKeys(schema);
        links = new JsonLinks(raws.length);
        starts = new int[raws.length][];
        lengths = new int[raws.length][];
        for (int i = 0; i < raws.length; i++) {
            starts[i] = raws[i].starts();
            lengths[i] = raws[i].lengths();
        }
        escapes = new boolean[raws.length];
        paths = new JsonPathFields(schema, declared, starts, lengths);
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

    /** Follows the paths into the values of a row that a block has read: such records have no unknown fields. */
    void followPaths(int row) {
        if (!paths.isEmpty()) {
            unknown.clear();
            paths.follow(scanner, bytes, row, unknown, escapes);
        }
    }

    /** A block of lines that go into the same raw columns. */
    JsonBlock block() {
        return new JsonBlock(starts.length, scanner, starts, lengths, escapes);
    }

    /** What was between the values of the records that have been read. */
    JsonLinks links() {
        return links;
    }

    /**
     * Reads the object at {@code start} into a row; returns where its line ends, or -1 if the line is not UTF-8 or else
     * the scanner has failed.
     */
    int read(int start, int row, ExtraFields extras) {
        unknown.clear();
        int before = 0;
        int next = 0;
        int at = start;
        while (true) {
            int value = links.match(bytes, at, before);
            if (value >= 0) {
                linked = links.field(before);
            } else {
                value = link(at, before);
            }
            if (value < 0 || linked == JsonLinks.END) {
                absent(next, starts.length, row);
                return value < 0 ? -1 : finish(start, value - 1, row, extras);
            }
            value = scanner.space(value);
            at = scanner.value(value, 1);
            if (at < 0) {
                return -1;
            }
            if (linked == UNKNOWN) {
                unknown.add(bytes, keyStart, keyEnd, value, at);
                scanner.takeEscapes();
                before = starts.length + 1;
            } else {
                before = linked + 1;
                absent(next, linked, row);
                next = Math.max(next, before);
                put(linked, row, value, at);
            }
        }
    }

    private void put(int field, int row, int value, int end) {
        starts[field][row] = value;
        lengths[field][row] = end - value;
        if (scanner.takeEscapes()) {
            escapes[field] = true;
        }
    }

    private void absent(int from, int to, int row) {
        for (int field = from; field < to; field++) {
            starts[field][row] = 0;
            lengths[field][row] = RawColumn.ABSENT;
        }
    }

    /**
     * Reads by the grammar what {@link JsonLinks} did not expect: on from a value, or from the record's beginning, to
     * the next value or past the end of the line.
     */
    private int link(int from, int before) {
        int at = from;
        if (before > 0) {
            at = scanner.space(from);
            if (bytes[at] == '}') {
                return end(from, at, before);
            }
            if (bytes[at] != ',') {
                return scanner.fail(at, "',' or '}'");
            }
        } else if (bytes[from] != '{') {
            return scanner.fail(from, "a JSON object");
        }
        at = scanner.space(at + 1);
        return before == 0 && bytes[at] == '}' ? end(from, at, before) : key(from, at, before);
    }

    private int end(int from, int brace, int before) {
        int at = scanner.space(brace + 1);
        if (bytes[at] != '\n') {
            return scanner.fail(at, "the end of the line");
        }
        linked = JsonLinks.END;
        links.learn(bytes, from, at + 1, before, linked);
        return at + 1;
    }

    private int key(int from, int quote, int before) {
        scanner.takeEscapes();
        int end = bytes[quote] == '"' ? scanner.string(quote) : scanner.fail(quote, "a key in double quotes");
        if (end < 0) {
            return -1;
        }
        keyStart = quote;
        keyEnd = end;
        linked = lookUp(quote + 1, end - 1);
        int value = scanner.colon(end);
        if (value >= 0 && linked >= 0) {
            links.learn(bytes, from, value, before, linked);
        }
        return value;
    }

    /** The field of that name, or {@link #UNKNOWN}. */
    private int lookUp(int from, int to) {
        int length = to - from;
        byte[] name = bytes;
        int start = from;
        if (scanner.takeEscapes()) {
            if (scratch.length < length) {
                scratch = new byte[length * 2];
            }
            name = scratch;
            start = 0;
            length = JsonEscapes.unescape(bytes, from, to, scratch, 0);
        }
        int field = keys.find(name, start, length);
        return field >= 0 ? field : UNKNOWN;
    }

    private int finish(int start, int end, int row, ExtraFields extras) {
        if (Utf8.firstInvalid(bytes, start, end - start) >= 0) {
            return -1;
        }
        if (!paths.isEmpty()) {
            paths.follow(scanner, bytes, row, unknown, escapes);
        }
        unknown.moveTo(extras, row);
        return end;
    }
}
