package io.nebula.engine;

import io.nebula.text.Swar;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The routes that have come so far, numbered, and the number of each by the bytes of the values that lead to it. */
final class RouteDictionary {
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final int FREE = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private String[] names = new String[16];
    private int[] table = free(64);
    private long[] hashes = new long[16];
    private byte[][] keys = new byte[16][];
    private int[] routes = new int[16];
    private int count;

    /** How many routes there are; their numbers are below. */
    int size() {
        return numbers.size();
    }

    String name(int route) {
        return names[route];
    }

    /**
     * The number of the route that these values lead to, or -1 if they have not come yet. Hot.
     *
     * @param key with seven more bytes behind its end
     */
    int find(byte[] key, int length) {
        long hash = hash(key, length);
        int mask = table.length - 1;
        for (int slot = slot(hash, mask);; slot = slot + 1 & mask) {
            int entry = table[slot];
            if (entry == FREE) {
                return -1;
            }
            if (hashes[entry] == hash && Swar.same(key, 0, length, keys[entry])) {
                return routes[entry];
            }
        }
    }

    /** Adds values that {@link #find} does not know, and says what the number of their route is. */
    int add(byte[] key, int length, String name) {
        int route = numbers.computeIfAbsent(name, unknown -> numbers.size());
        if (route == names.length) {
            names = Arrays.copyOf(names, 2 * route);
        }
        names[route] = name;
        if (count == keys.length) {
            grow();
        }
        hashes[count] = hash(key, length);
        keys[count] = Arrays.copyOf(key, length);
        routes[count] = route;
        enter(count++);
        return route;
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * count);
        keys = Arrays.copyOf(keys, 2 * count);
        routes = Arrays.copyOf(routes, 2 * count);
        table = free(2 * table.length);
        for (int entry = 0; entry < count; entry++) {
            enter(entry);
        }
    }

    private void enter(int entry) {
        int mask = table.length - 1;
        int slot = slot(hashes[entry], mask);
        while (table[slot] != FREE) {
            slot = slot + 1 & mask;
        }
        table[slot] = entry;
    }

    private static int[] free(int slots) {
        int[] table = new int[slots];
        Arrays.fill(table, FREE);
        return table;
    }

    private static int slot(long hash, int mask) {
        return (int) (hash >>> 32) & mask;
    }

    private static long hash(byte[] key, int length) {
        long hash = length;
        int at = 0;
        for (; at <= length - 8; at += 8) {
            hash = mixed(hash ^ Swar.word(key, at));
        }
        long rest = Swar.word(key, at) & (1L << (length - at) * 8) - 1;
        return mixed(hash ^ rest);
    }

    private static long mixed(long hash) {
        long product = hash * MIX;
        return product ^ product >>> 32;
    }
}
