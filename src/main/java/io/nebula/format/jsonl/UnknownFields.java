package io.nebula.format.jsonl;

import io.nebula.record.ExtraFields;
import io.nebula.text.json.JsonEscapes;
import io.nebula.text.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The fields of one record that the schema does not know, until it is clear that the record is a good one. */
final class UnknownFields {
    /** From so many fields on, keys are looked up and no longer compared one by one. */
    private static final int FEW = 16;

    private final Map<String, Integer> slots = new HashMap<>();
    private int[] keyStarts = new int[8];
    private int[] keyEnds = new int[8];
    private int[] valueStarts = new int[8];
    private int[] valueEnds = new int[8];
    private int count;

    void clear() {
        if (count > 0) {
            count = 0;
            slots.clear();
        }
    }

    /** Takes a field; the key is given with its quotes. The last one of a name wins. */
    void add(byte[] bytes, int keyStart, int keyEnd, int valueStart, int valueEnd) {
        int slot = count < FEW ? compared(bytes, keyStart, keyEnd) : lookedUp(bytes, keyStart, keyEnd);
        if (slot == keyStarts.length) {
            grow();
        }
        count = Math.max(count, slot + 1);
        keyStarts[slot] = keyStart;
        keyEnds[slot] = keyEnd;
        valueStarts[slot] = valueStart;
        valueEnds[slot] = valueEnd;
    }

    private int compared(byte[] bytes, int keyStart, int keyEnd) {
        int slot = 0;
        while (slot < count && !sameKey(bytes, slot, keyStart, keyEnd)) {
            slot++;
        }
        return slot;
    }

    private int lookedUp(byte[] bytes, int keyStart, int keyEnd) {
        for (int i = slots.size(); i < count; i++) {
            slots.put(text(bytes, keyStarts[i], keyEnds[i]), i);
        }
        return slots.getOrDefault(text(bytes, keyStart, keyEnd), count);
    }

    private boolean sameKey(byte[] bytes, int slot, int from, int to) {
        if (Arrays.equals(bytes, keyStarts[slot], keyEnds[slot], bytes, from, to)) {
            return true;
        }
        return hasEscape(bytes, keyStarts[slot], keyEnds[slot]) | hasEscape(bytes, from, to)
                && text(bytes, keyStarts[slot], keyEnds[slot]).equals(text(bytes, from, to));
    }

    private static boolean hasEscape(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    static String text(byte[] bytes, int from, int to) {
        byte[] scratch = new byte[to - from];
        int length = JsonEscapes.unescape(bytes, from + 1, to - 1, scratch, 0);
        return new String(scratch, 0, length, StandardCharsets.UTF_8);
    }

    private void grow() {
        keyStarts = Arrays.copyOf(keyStarts, count * 2);
        keyEnds = Arrays.copyOf(keyEnds, count * 2);
        valueStarts = Arrays.copyOf(valueStarts, count * 2);
        valueEnds = Arrays.copyOf(valueEnds, count * 2);
    }

    /** Where the value of that key begins, or -1. */
    int find(byte[] bytes, byte[] key) {
        for (int i = 0; i < count; i++) {
            if (JsonPath.names(bytes, keyStarts[i] + 1, keyEnds[i] - 1, key)) {
                return valueStarts[i];
            }
        }
        return -1;
    }

    void moveTo(ExtraFields extras, int row) {
        for (int i = 0; i < count; i++) {
            extras.add(row, keyStarts[i], valueEnds[i] - keyStarts[i]);
        }
    }
}
