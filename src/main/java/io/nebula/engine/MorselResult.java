package io.nebula.engine;

import io.nebula.format.Morsel;
import io.nebula.record.Reject;
import java.util.List;

/**
 * What became of the records of one morsel.
 *
 * @param worker the worker that did it
 * @param bytes the encoded records, compressed where the sink wants it; null if records are only counted
 * @param length how many of {@code bytes} there are
 * @param parts which of {@code bytes} go where; null if all go to the same file
 * @param read records that the morsel gave, rejected ones included
 * @param added records that transforms made beyond those they were given
 * @param written records in {@code bytes}
 * @param filtered records that transforms left out
 * @param lines lines of the morsel
 * @param rejects records that could not be processed, in the order of the morsel
 * @param halts whether the run ends at the only reject; all other figures then are of the records up to it
 * @param cause what a step threw at the reject that ends the run; null if nothing was thrown
 */
record MorselResult(Morsel morsel, int worker, byte[] bytes, int length, RouteParts parts, long read, long added,
        long written, long filtered, long lines, List<Reject> rejects, boolean halts, Throwable cause) {
    /** This as the result of {@code whole}, of which it holds what comes before {@code first}. */
    MorselResult haltedBy(Morsel whole, Reject first, Throwable thrown) {
        return new MorselResult(whole, worker, bytes, length, parts, read + 1, added, written, filtered, lines,
                List.of(first), true, thrown);
    }
}
