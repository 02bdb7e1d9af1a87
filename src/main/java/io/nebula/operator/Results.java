package io.nebula.operator;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/** What became of the elements of one morsel. Filled by a worker, then handed on. */
final class Results implements Consumer<Object> {
    static final String NULL = "the function returned null; filter elements out, or give an Optional";
    private static final int LEAST_GROWTH = 16;

    private Object[] items;
    private int count;
    private int failures;
    private Throwable end;

    Results(int expected) {
        this.items = new Object[expected];
    }

    /** @throws NullPointerException if it is null, which no stream can carry */
    @Override
    public void accept(Object result) {
        Objects.requireNonNull(result, NULL);
        if (count == items.length) {
            items = Arrays.copyOf(items, count + Math.max(LEAST_GROWTH, count));
        }
        items[count++] = result;
    }

    /** Forgets all but the first {@code size}. */
    void cutTo(int size) {
        Arrays.fill(items, size, count, null);
        count = size;
    }

    int count() {
        return count;
    }

    Object item(int index) {
        return items[index];
    }

    /** An element has failed, and the stream goes on. */
    void countFailure() {
        failures++;
    }

    int failures() {
        return failures;
    }

    /** The stream fails with that after these results. */
    void endWith(Throwable failure) {
        end = failure;
    }

    /** What the stream fails with after these results; null if it goes on. */
    Throwable end() {
        return end;
    }
}
