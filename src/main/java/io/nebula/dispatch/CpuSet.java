package io.nebula.dispatch;

import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** A set of logical CPUs, by the numbers that the operating system gives them. Immutable; prints as {@code 0-3,6}. */
public final class CpuSet {
    /** No CPU: for a group, "not bound"; for a mask, "unknown". */
    public static final CpuSet NONE = new CpuSet(new BitSet());

    private static final int MAX_CPU = 8191;

    private final BitSet cpus;

    private CpuSet(BitSet cpus) {
        this.cpus = cpus;
    }

    /** The set of these CPUs. */
    public static CpuSet of(int... ids) {
        BitSet cpus = new BitSet();
        for (int id : ids) {
            cpus.set(checked(id));
        }
        return new CpuSet(cpus);
    }

    /** The set of these CPUs. */
    public static CpuSet of(List<Integer> ids) {
        return of(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Reads the kernel's list format, e.g. {@code 0-3,6}; empty text is {@link #NONE}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static CpuSet parse(String text) {
        BitSet cpus = new BitSet();
        for (String range : text.isBlank() ? new String[0] : text.trim().split(",")) {
            int dash = range.indexOf('-');
            int first = number(text, dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : number(text, range.substring(dash + 1));
            cpus.set(first, last + 1);
        }
        return new CpuSet(cpus);
    }

    public int size() {
        return cpus.cardinality();
    }

    public boolean isEmpty() {
        return cpus.isEmpty();
    }

    public boolean contains(int cpu) {
        return cpus.get(cpu);
    }

    /** The lowest CPU; -1 if there is none. */
    public int first() {
        return cpus.nextSetBit(0);
    }

    /** The CPUs in ascending order. */
    public IntStream stream() {
        return cpus.stream();
    }

    /** A copy for an interface that takes bit sets. */
    BitSet toBitSet() {
        return (BitSet) cpus.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuSet that && cpus.equals(that.cpus);
    }

    @Override
    public int hashCode() {
        return cpus.hashCode();
    }

    @Override
    public String toString() {
        StringJoiner ranges = new StringJoiner(",");
        for (int from = cpus.nextSetBit(0); from >= 0;) {
            int to = cpus.nextClearBit(from) - 1;
            ranges.add(from == to ? Integer.toString(from) : from + "-" + to);
            from = cpus.nextSetBit(to + 1);
        }
        return ranges.toString();
    }

    private static int number(String text, String part) {
        try {
            return checked(Integer.parseInt(part.trim()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a list of CPUs such as 0-3,6", e);
        }
    }

    private static int checked(int id) {
        if (id < 0 || id > MAX_CPU) {
            throw new IllegalArgumentException("CPU " + id + " is not between 0 and " + MAX_CPU);
        }
        return id;
    }
}
