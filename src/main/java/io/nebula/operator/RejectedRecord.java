package io.nebula.operator;

import io.nebula.record.Reject;
import org.apache.pekko.util.ByteString;

/**
 * A record of bytes that could not be processed.
 *
 * @param line at which it begins, from 1; 0 if that is not known, which needs the order of the input
 * @param offset of its first byte among all that arrived
 * @param record its bytes as they arrived, without the line end; of one that is too long, its beginning
 * @param reject why
 */
public record RejectedRecord(long line, long offset, ByteString record, Reject reject) {
    /** The same with {@code before} lines, or -1 for nobody knows how many, before those that are counted. */
    RejectedRecord behind(long before) {
        return new RejectedRecord(before < 0 ? 0 : line + before, offset, record, reject);
    }

    /** Where it is, for a message. */
    String place() {
        return line > 0 ? "line " + line + " (byte " + offset + ")" : "byte " + offset;
    }
}
