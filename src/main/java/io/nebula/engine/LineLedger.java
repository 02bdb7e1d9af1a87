package io.nebula.engine;

import io.nebula.connector.Consumed;
import io.nebula.connector.Span;
import io.nebula.format.Morsel;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * How many lines come before a morsel in its input: workers only know the lines of their own morsel. Morsels may be recorded
 * in any order; runs without gaps are kept as one number.
 */
final class LineLedger {
    /** Stands for a number of lines that cannot be told. */
    static final long UNKNOWN = -1;

    private final Consumed before;
    private final Map<Integer, Input> inputs = new HashMap<>();

    /** The lines of a morsel behind a gap, and who waits for the lines before it; null if nobody does. */
    private record Stretch(long end, long lines, LongConsumer waiting) {}

    private static final class Input {
        private long prefixEnd;
        private long prefixLines;
        private final TreeMap<Long, Stretch> beyond = new TreeMap<>();
    }

    /** @param before what earlier runs have settled, whose lines count too */
    LineLedger(Consumed before) {
        this.before = before;
    }

    void record(Morsel morsel, long lines) {
        record(morsel, lines, null);
    }

    /**
     * Takes note of a morsel's lines.
     *
     * @param whenKnown told how many lines come before it as soon as all of them are recorded, perhaps at once; {@link
     *     #UNKNOWN} if somebody gives up before; null if nobody wants to know
     */
    void record(Morsel morsel, long lines, LongConsumer whenKnown) {
        Input input = inputs.computeIfAbsent(morsel.origin().index(), index -> first(morsel));
        long all = morsel.skipped() > 0 ? lines + 1 : lines;
        if (morsel.end() == morsel.position()) {
            tell(whenKnown, input.prefixLines); // no record, so no question
        } else {
            input.beyond.put(morsel.position(), new Stretch(morsel.end(), all, whenKnown));
            advance(input);
        }
    }

    private static void advance(Input input) {
        Map.Entry<Long, Stretch> next;
        while ((next = input.beyond.firstEntry()) != null && next.getKey() == input.prefixEnd) {
            input.beyond.pollFirstEntry();
            Stretch stretch = next.getValue();
            tell(stretch.waiting(), input.prefixLines);
            input.prefixEnd = stretch.end();
            input.prefixLines += stretch.lines();
        }
    }

    private static void tell(LongConsumer waiting, long lines) {
        if (waiting != null) {
            waiting.accept(lines);
        }
    }

    /** Tells all who wait that it is not known. */
    void giveUp() {
        for (Input input : inputs.values()) {
            for (Map.Entry<Long, Stretch> each : input.beyond.entrySet()) {
                Stretch stretch = each.getValue();
                tell(stretch.waiting(), UNKNOWN);
                each.setValue(new Stretch(stretch.end(), stretch.lines(), null));
            }
        }
    }

    /** The lines before a morsel that has not been recorded; {@link #UNKNOWN} if not all of them have been recorded. */
    long before(Morsel morsel) {
        Input input = inputs.getOrDefault(morsel.origin().index(), first(morsel));
        return input.prefixEnd == morsel.position() ? input.prefixLines : UNKNOWN;
    }

    private Input first(Morsel morsel) {
        Input input = new Input();
        input.prefixEnd = morsel.origin().headBytes();
        input.prefixLines = morsel.origin().headLines();
        for (Span span : before.spans()) {
            if (span.input() == morsel.origin().index()) {
                input.beyond.put(span.from(), new Stretch(span.to(), span.lines(), null));
            }
        }
        advance(input);
        return input;
    }
}
