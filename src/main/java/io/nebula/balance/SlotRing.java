package io.nebula.balance;

import java.util.Arrays;

/** Things by consecutive sequence numbers, from the lowest one present to the highest; grows as that range does. */
final class SlotRing<T> {
    private Object[] slots = new Object[64];
    private long head;
    private long tail;

    /** The lowest number that may be present: everything below has been removed. */
    long head() {
        return head;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Adds the next one and returns its number. */
    long add(T value) {
        if (tail - head == slots.length) {
            grow();
        }
        slots[index(tail)] = value;
        return tail++;
    }

    /** The one with that number, or null if it has been removed or was never added. */
    @SuppressWarnings("unchecked")
    T get(long sequence) {
        return sequence < head || sequence >= tail ? null : (T) slots[index(sequence)];
    }

    void remove(long sequence) {
        slots[index(sequence)] = null;
        while (head < tail && slots[index(head)] == null) {
            head++;
        }
    }

    private int index(long sequence) {
        return (int) sequence & slots.length - 1;
    }

    private void grow() {
        Object[] old = slots;
        slots = Arrays.copyOf(old, old.length * 2);
        Arrays.fill(slots, null);
        for (long sequence = head; sequence < tail; sequence++) {
            slots[index(sequence)] = old[(int) sequence & old.length - 1];
        }
    }
}
