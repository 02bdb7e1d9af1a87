package io.nebula.engine;

import io.nebula.format.Morsel;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many lines come before a morsel in its input: workers only know the lines of their own morsel. Morsels may be recorded
 * in any order; runs without gaps are kept as one number.
 */
final class LineLedger {
    private final Map<Integer, Input> inputs = new HashMap<>();

    private static final class Input {
        private long prefixEnd;
        private long prefixLines;
        private final TreeMap<Long, long[]> beyond = new TreeMap<>();
    }

    void record(Morsel morsel, long lines) {
        Input input = inputs.computeIfAbsent(morsel.origin().index(), index -> first(morsel));
        input.beyond.put(morsel.position(), new long[] {morsel.position() + morsel.length(), lines});
        Map.Entry<Long, long[]> next;
        while ((next = input.beyond.firstEntry()) != null && next.getKey() == input.prefixEnd) {
            input.prefixEnd = next.getValue()[0];
            input.prefixLines += next.getValue()[1];
            input.beyond.pollFirstEntry();
        }
    }

    /** The lines before a morsel, given that all morsels before it have been recorded. */
    long before(Morsel morsel) {
        Input input = inputs.getOrDefault(morsel.origin().index(), first(morsel));
        long lines = input.prefixLines;
        for (long[] each : input.beyond.headMap(morsel.position()).values()) {
            lines += each[1];
        }
        return lines;
    }

    private static Input first(Morsel morsel) {
        Input input = new Input();
        input.prefixEnd = morsel.origin().headBytes();
        input.prefixLines = morsel.origin().headLines();
        return input;
    }
}
