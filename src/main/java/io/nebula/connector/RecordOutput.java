package io.nebula.connector;

import java.io.IOException;

/**
 * An open output. One thread at a time: any number of {@link #append}, then one {@link #commit} or {@link #abandon}.
 *
 * <p>Nothing stands under the output's final name before {@link #commit} has returned.
 */
public interface RecordOutput {
    /** Writes all of the bytes; may block. */
    void append(byte[] bytes, int start, int length) throws IOException;

    /** Makes everything appended the finished output. */
    void commit() throws IOException;

    /**
     * Closes without finishing. What was appended is kept where {@link #partial} says, if anywhere. Idempotent, does not
     * throw, and does nothing after a commit.
     */
    void abandon();

    /** How many bytes were written as they are stored, prologue and epilogue included. */
    long storedBytes();

    /** Where an abandoned output is kept, for messages; null if nowhere. */
    String partial();
}
