package io.nebula.format.jsonl;

import io.nebula.format.TypeGuess;
import io.nebula.record.ValueType;
import io.nebula.text.LongText;
import io.nebula.text.Swar;
import io.nebula.text.Utf8;
import io.nebula.text.json.JsonScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The top-level keys of some records, in order of first appearance, and what their values have in common. */
final class JsonSample {
    private static final class Seen {
        private final TypeGuess guess = new TypeGuess();
        private boolean numbers;
        private boolean booleans;
        private boolean strings;
        private boolean nested;

        ValueType type() {
            if (nested) {
                return ValueType.JSON;
            }
            boolean mixed = numbers && booleans || numbers && strings || booleans && strings;
            ValueType type = guess.type();
            boolean fits = switch (type) {
                case LONG, DOUBLE -> numbers;
                case BOOLEAN -> booleans;
                case DATE, TIMESTAMP -> strings;
                case STRING, JSON -> true;
            };
            return mixed ? ValueType.STRING : fits ? type : ValueType.STRING;
        }
    }

    /** A key as some record has it, quotes included. */
    private record Key(int start, int end, Seen seen) {}

    private static final byte[] SOME_DOUBLE = {'0', '.', '5'};

    private final Map<String, Seen> fields = new LinkedHashMap<>();
    /** The keys that stood first, second, … when they were looked up last: most records are like the one before. */
    private final List<Key> lastKeys = new ArrayList<>();
    private final JsonScanner scanner = new JsonScanner();
    private final byte[] bytes;

    /** @param lines ends with a newline */
    JsonSample(byte[] lines) {
        bytes = lines;
        scanner.open(lines);
    }

    /** Looks at all lines; those that are no records count for nothing. */
    Map<String, ValueType> types() {
        int line = 0;
        while (line < bytes.length) {
            int start = scanner.space(line);
            int end = bytes[start] == '{' ? scanner.value(start, 0) : -1;
            int next = Swar.indexOf((byte) '\n', bytes, line, bytes.length) + 1;
            if (end >= 0 && bytes[scanner.space(end)] == '\n' && Utf8.firstInvalid(bytes, line, next - line) < 0) {
                object(start);
            }
            line = next;
        }
        Map<String, ValueType> types = new LinkedHashMap<>();
        fields.forEach((name, seen) -> types.put(name, seen.type()));
        return types;
    }

    private void object(int start) {
        int at = scanner.space(start + 1);
        for (int index = 0; bytes[at] != '}'; index++) {
            int afterKey = scanner.string(at);
            int value = scanner.colon(afterKey);
            int end = scanner.value(value, 1);
            see(field(index, at, afterKey), value, end);
            at = scanner.space(end);
            at = bytes[at] == ',' ? scanner.space(at + 1) : at;
        }
    }

    private Seen field(int index, int start, int end) {
        Key last = index < lastKeys.size() ? lastKeys.get(index) : null;
        if (last != null && Arrays.equals(bytes, last.start, last.end, bytes, start, end)) {
            return last.seen;
        }
        Seen seen = fields.computeIfAbsent(UnknownFields.text(bytes, start, end), name -> new Seen());
        Key key = new Key(start, end, seen);
        if (last == null) {
            lastKeys.add(key);
        } else {
            lastKeys.set(index, key);
        }
        return seen;
    }

    private void see(Seen seen, int start, int end) {
        switch (bytes[start]) {
            case 'n' -> { }
            case '{', '[' -> seen.nested = true;
            case '"' -> {
                seen.strings = true;
                seen.guess.see(bytes, start + 1, end - start - 2);
            }
            case 't', 'f' -> {
                seen.booleans = true;
                seen.guess.see(bytes, start, end - start);
            }
            default -> seeNumber(seen, start, end);
        }
    }

    /** An integer beyond 64 bits is a double here: unlike in CSV, its notation says that it is a number. */
    private void seeNumber(Seen seen, int start, int end) {
        seen.numbers = true;
        if (isLong(start, end - start)) {
            seen.guess.see(bytes, start, end - start);
        } else {
            seen.guess.see(SOME_DOUBLE, 0, SOME_DOUBLE.length);
        }
    }

    /** Of a number by JSON's grammar. Minus zero is none: a long would lose its sign. */
    private boolean isLong(int start, int length) {
        long value = LongText.parse(bytes, start, length);
        return value == LongText.INVALID ? LongText.isInvalidValue(bytes, start, length)
                : value != 0 || bytes[start] != '-';
    }
}
