package io.nebula.delivery;

import io.nebula.connector.Consumed;
import io.nebula.connector.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which parts of the inputs have been settled. Parts may come in any order; adjacent ones are kept as one, so that a run in
 * the order of its input keeps one span per input, and any other run a few more. One thread at a time.
 */
public final class CommitTracker {
    private final TreeMap<Integer, TreeMap<Long, Part>> inputs = new TreeMap<>();

    private static final class Part {
        private long to;
        private long lines;

        Part(long to, long lines) {
            this.to = to;
            this.lines = lines;
        }
    }

    /** Goes on from what earlier runs have settled. */
    public CommitTracker(Consumed before) {
        before.spans().forEach(span -> add(span.input(), span.from(), span.to(), span.lines()));
    }

    /**
     * Takes a part that has been settled; an empty one says nothing.
     *
     * @throws IllegalStateException if any of it had been settled before
     */
    public void add(int input, long from, long to, long lines) {
        if (from == to) {
            return;
        }
        TreeMap<Long, Part> parts = inputs.computeIfAbsent(input, index -> new TreeMap<>());
        Map.Entry<Long, Part> before = parts.floorEntry(from);
        Map.Entry<Long, Part> after = parts.ceilingEntry(from);
        if (before != null && before.getValue().to > from || after != null && after.getKey() < to) {
            throw new IllegalStateException("input " + input + " has been settled twice somewhere from " + from + " to "
                    + to);
        }
        Part part;
        if (before != null && before.getValue().to == from) {
            part = before.getValue();
            part.to = to;
            part.lines += lines;
        } else {
            part = new Part(to, lines);
            parts.put(from, part);
        }
        if (after != null && after.getKey() == to) {
            part.to = after.getValue().to;
            part.lines += after.getValue().lines;
            parts.remove(after.getKey());
        }
    }

    /** Everything that has been settled so far. */
    public Consumed consumed() {
        List<Span> spans = new ArrayList<>();
        inputs.forEach((input, parts) -> parts.forEach((from, part) ->
                spans.add(new Span(input, from, part.to, part.lines))));
        return Consumed.of(spans);
    }
}
