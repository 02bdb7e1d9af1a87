package io.nebula.fuzz;

import java.util.Arrays;
import java.util.Objects;

/** The bytes of one round, from front to back: a few decisions, then what is to be read. Past their end all is 0. */
public final class FuzzInput {
    private final byte[] data;
    private int at;

    public FuzzInput(byte[] data) {
        this.data = data;
    }

    /** A number from 0 to {@code bound - 1}, at most 255. */
    public int below(int bound) {
        return at < data.length ? (data[at++] & 0xff) % bound : 0;
    }

    public boolean flag() {
        return below(2) == 1;
    }

    /** Eight bytes as a number. */
    public long word() {
        long word = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            word = word << Byte.SIZE | below(256);
        }
        return word;
    }

    /** All that is left. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(data, Math.min(at, data.length), data.length);
        at = data.length;
        return rest;
    }

    /** Fails unless both are equal. */
    public static void same(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected " + expected + ", but it is " + actual);
        }
    }

    /** Fails unless it holds. */
    public static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
