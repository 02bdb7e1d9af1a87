package io.nebula.format.jsonl;

import io.nebula.record.Schema;
import io.nebula.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the field that a key names: by hash. */
final class JsonKeys {
    private final byte[][] names;
    private final int[] table;

    JsonKeys(Schema schema) {
        names = new byte[schema.size()][];
        table = new int[Integer.highestOneBit(names.length * 4 + 4)];
        Arrays.fill(table, -1);
        for (int i = 0; i < names.length; i++) {
            names[i] = schema.field(i).name().getBytes(StandardCharsets.UTF_8);
            int slot = slot(names[i], 0, names[i].length);
            while (table[slot] >= 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = i;
        }
    }

    /** The field of that name, given without quotes and escapes, or -1. */
    int find(byte[] bytes, int from, int length) {
        int slot = slot(bytes, from, length);
        while (table[slot] >= 0) {
            if (Swar.same(bytes, from, length, names[table[slot]])) {
                return table[slot];
            }
            slot = slot + 1 & table.length - 1;
        }
        return -1;
    }

    private int slot(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + bytes[from + i];
        }
        return (hash ^ hash >>> 15) & table.length - 1;
    }
}
