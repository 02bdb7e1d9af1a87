package io.nebula.engine;

import io.nebula.record.Reject;
import java.util.List;

/**
 * What became of a morsel of bytes.
 *
 * @param bytes the encoded records; an array of its own
 * @param read records that the morsel gave, rejected ones included
 * @param lines that the morsel has
 * @param rejects records that could not be processed, in the order of the morsel
 * @param halts whether the only reject ends it all; all other figures then are of the records up to it
 * @param cause what a step threw at the reject that ends it all; null if nothing was thrown
 */
public record ByteResult(byte[] bytes, long read, long lines, List<Reject> rejects, boolean halts, Throwable cause) {}
