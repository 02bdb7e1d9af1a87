package io.nebula.engine;

import io.nebula.connector.Consumed;
import io.nebula.connector.Span;
import io.nebula.format.Morsel;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many lines come before a morsel in its input: workers only know the lines of their own morsel. Morsels may be recorded
 * in any order; runs without gaps are kept as one number.
 */
final class LineLedger {
    private final Consumed before;
    private final Map<Integer, Input> inputs = new HashMap<>();

    private static final class Input {
        private long prefixEnd;
        private long prefixLines;
        private final TreeMap<Long, long[]> beyond = new TreeMap<>();

        /** Takes into the prefix what now adjoins it. */
        void close() {
            Map.Entry<Long, long[]> next;
            while ((next = beyond.firstEntry()) != null && next.getKey() == prefixEnd) {
                prefixEnd = next.getValue()[0];
                prefixLines += next.getValue()[1];
                beyond.pollFirstEntry();
            }
        }
    }

    /** @param before what earlier runs have settled, whose lines count too */
    LineLedger(Consumed before) {
        this.before = before;
    }

    void record(Morsel morsel, long lines) {
        Input input = inputs.computeIfAbsent(morsel.origin().index(), index -> first(morsel));
        input.beyond.put(morsel.position(), new long[] {morsel.position() + morsel.length(), lines});
        input.close();
    }

    /** The lines before a morsel, given that all morsels before it have been recorded. */
    long before(Morsel morsel) {
        Input input = inputs.computeIfAbsent(morsel.origin().index(), index -> first(morsel));
        long lines = input.prefixLines;
        for (long[] each : input.beyond.headMap(morsel.position()).values()) {
            lines += each[1];
        }
        return lines;
    }

    private Input first(Morsel morsel) {
        Input input = new Input();
        input.prefixEnd = morsel.origin().headBytes();
        input.prefixLines = morsel.origin().headLines();
        for (Span span : before.spans()) {
            if (span.input() == morsel.origin().index()) {
                input.beyond.put(span.from(), new long[] {span.to(), span.lines()});
            }
        }
        input.close();
        return input;
    }
}
