package io.nebula.delivery;

import io.nebula.connector.Consumed;
import io.nebula.connector.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where in the inputs the records may be that bring processes down. Each death makes everything that was being worked on
 * suspect; a part that was there at every death is suspected more than those beside it. Immutable.
 */
public final class Suspects {
    private static final Suspects NONE = new Suspects(List.of());

    private final List<Suspect> parts;

    private Suspects(List<Suspect> parts) {
        this.parts = parts;
    }

    public static Suspects none() {
        return NONE;
    }

    /** @param parts disjoint ones */
    static Suspects of(List<Suspect> parts) {
        List<Suspect> sorted = new ArrayList<>(parts);
        sorted.removeIf(part -> part.from() >= part.to());
        sorted.sort(Comparator.comparingInt(Suspect::input).thenComparingLong(Suspect::from));
        return new Suspects(List.copyOf(sorted));
    }

    /** By input and position; disjoint. */
    public List<Suspect> parts() {
        return parts;
    }

    /** The part that has that byte, or that record; null if it is not suspected. */
    public Suspect at(int input, long position) {
        for (Suspect part : parts) {
            if (part.holds(input, position)) {
                return part;
            }
        }
        return null;
    }

    /**
     * With one more death.
     *
     * @param note what was being worked on
     * @param weight as how many deaths it counts
     */
    public Suspects plus(Note note, int weight) {
        List<Suspect> more = new ArrayList<>();
        long free = note.from();
        for (Suspect part : parts) {
            if (part.input() != note.input() || part.to() <= note.from() || part.from() >= note.to()) {
                more.add(part);
                continue;
            }
            more.add(fresh(note, free, part.from()).died(note, weight));
            more.add(part.part(part.from(), note.from()));
            more.add(part.part(note.from(), note.to()).died(note, weight));
            more.add(part.part(note.to(), part.to()));
            free = part.to();
        }
        more.add(fresh(note, free, note.to()).died(note, weight));
        return of(more);
    }

    private static Suspect fresh(Note note, long from, long to) {
        return new Suspect(note.input(), from, to, 0, 0, 0, false);
    }

    /** Without what has been settled: it was not the cause, or is known for it. */
    public Suspects minus(Consumed consumed) {
        List<Suspect> left = parts;
        for (Span span : consumed.spans()) {
            List<Suspect> outside = new ArrayList<>();
            for (Suspect part : left) {
                if (part.input() != span.input()) {
                    outside.add(part);
                } else {
                    outside.add(part.part(part.from(), span.from()));
                    outside.add(part.part(span.to(), part.to()));
                }
            }
            left = of(outside).parts;
        }
        return new Suspects(left);
    }

    /** With another state of the part that begins where {@code part} does. */
    public Suspects with(Suspect part) {
        return new Suspects(parts.stream().map(each -> each.input() == part.input() && each.from() == part.from() ? part : each)
                .toList());
    }
}
