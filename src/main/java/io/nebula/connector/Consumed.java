package io.nebula.connector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What earlier runs have settled of a source's inputs, which is not read again. Immutable. */
public final class Consumed {
    private static final Consumed NOTHING = new Consumed(List.of());

    private final List<Span> spans;

    private Consumed(List<Span> spans) {
        this.spans = spans;
    }

    public static Consumed nothing() {
        return NOTHING;
    }

    /**
     * Sorts the spans, leaves out empty ones and makes one of those that touch.
     *
     * @throws IllegalArgumentException if something has been consumed twice
     */
    public static Consumed of(Collection<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.removeIf(span -> span.from() == span.to());
        sorted.sort(Comparator.comparingInt(Span::input).thenComparingLong(Span::from));
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || last.input() != span.input() || last.to() < span.from()) {
                merged.add(span);
            } else if (last.to() == span.from()) {
                merged.set(merged.size() - 1,
                        new Span(span.input(), last.from(), span.to(), last.lines() + span.lines()));
            } else {
                throw new IllegalArgumentException(last + " and " + span + " overlap");
            }
        }
        return new Consumed(List.copyOf(merged));
    }

    /** By input and position; disjoint, and no two touch. */
    public List<Span> spans() {
        return spans;
    }

    /** Those of one input. */
    List<Span> of(int input) {
        return spans.stream().filter(span -> span.input() == input).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Consumed consumed && spans.equals(consumed.spans);
    }

    @Override
    public int hashCode() {
        return Objects.hash(spans);
    }

    @Override
    public String toString() {
        return spans.toString();
    }
}
