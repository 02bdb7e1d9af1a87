package io.nebula.engine;

import io.nebula.format.Morsel;
import io.nebula.record.Reject;

/**
 * What became of the records of one morsel.
 *
 * @param worker the worker that did it
 * @param bytes the encoded records, compressed where the sink wants it; null if records are only counted
 * @param length how many of {@code bytes} there are
 * @param read records that the morsel gave
 * @param added records that transforms made beyond those they were given
 * @param written records in {@code bytes}
 * @param filtered records that transforms left out
 * @param lines lines of the morsel
 * @param reject the record that ends the run, or null; all other figures then are of the records before it
 */
record MorselResult(Morsel morsel, int worker, byte[] bytes, int length, long read, long added, long written,
        long filtered, long lines, Reject reject) {
    /** Whether the run ends here. */
    boolean halts() {
        return reject != null;
    }

    MorselResult haltedBy(Morsel whole, Reject first) {
        return new MorselResult(whole, worker, bytes, length, read, added, written, filtered, lines, first);
    }
}
