package io.nebula.operator;

import io.nebula.engine.ByteResult;
import java.util.List;

/**
 * What became of a morsel of bytes.
 *
 * @param rejected the records that could not be processed, their lines counted from the morsel's first, which is 1; empty if
 *     nobody wants to see them
 */
record ByteOutcome(ByteMorsel morsel, ByteResult result, List<RejectedRecord> rejected) {
    /** Lines that the input has between the beginning of this morsel and that of the next one. */
    long lines() {
        return morsel.morsel().oversized() ? result.lines() + 1 : result.lines();
    }
}
