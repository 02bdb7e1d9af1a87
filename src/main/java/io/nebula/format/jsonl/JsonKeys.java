package io.nebula.format.jsonl;

import io.nebula.record.Schema;
import io.nebula.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the field that a key names: by a guess that costs one or two comparisons of words, or by hash. */
final class JsonKeys {
    private static final int WORD = 8;

    private final byte[][] names;
    private final long[][] words;
    private final long[] lastMasks;
    private final int[] table;

    JsonKeys(Schema schema) {
        names = new byte[schema.size()][];
        words = new long[names.length][];
        lastMasks = new long[names.length];
        table = new int[Integer.highestOneBit(names.length * 4 + 4)];
        Arrays.fill(table, -1);
        for (int i = 0; i < names.length; i++) {
            names[i] = schema.field(i).name().getBytes(StandardCharsets.UTF_8);
            prepareGuess(i);
            int slot = slot(names[i], 0, names[i].length);
            while (table[slot] >= 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = i;
        }
    }

    /** A token in quotes, as words to compare with; names that need escapes are never guessed, only looked up. */
    private void prepareGuess(int field) {
        int length = names[field].length + 2;
        byte[] padded = Arrays.copyOf(("\"" + new String(names[field], StandardCharsets.UTF_8) + "\"")
                .getBytes(StandardCharsets.UTF_8), length + WORD);
        words[field] = new long[(length + WORD - 1) / WORD];
        for (int i = 0; i < words[field].length; i++) {
            words[field][i] = Swar.word(padded, i * WORD);
        }
        int rest = length % WORD;
        lastMasks[field] = rest == 0 ? -1 : (1L << rest * WORD) - 1;
        for (byte value : names[field]) {
            if (value == '"' || value == '\\' || value >= 0 && value < ' ') {
                words[field] = new long[0];
            }
        }
    }

    /** The position after the key token at {@code at} if it is that field's, else -1. */
    int match(byte[] bytes, int at, int field) {
        long[] expected = words[field];
        int last = expected.length - 1;
        if (last < 0 || at + expected.length * WORD > bytes.length) {
            return -1;
        }
        for (int i = 0; i < last; i++) {
            if (Swar.word(bytes, at + i * WORD) != expected[i]) {
                return -1;
            }
        }
        return ((Swar.word(bytes, at + last * WORD) ^ expected[last]) & lastMasks[field]) == 0
                ? at + names[field].length + 2 : -1;
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
