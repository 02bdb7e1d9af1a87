package io.nebula.engine;

import io.nebula.format.Morsel;

/** Counts what the source has handed out. Written by the source's thread, read by the one that settles, at the end. */
final class HandedOut {
    private volatile long morsels;
    private volatile long bytes;

    void add(Morsel morsel) {
        long length = morsel.length();
        bytes = bytes + length;
        morsels = morsels + 1;
    }

    long morsels() {
        return morsels;
    }

    long bytes() {
        return bytes;
    }
}
