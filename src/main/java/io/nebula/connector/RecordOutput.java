package io.nebula.connector;

import java.io.IOException;

/**
 * An open output. One thread at a time: any number of {@link #append} and {@link #checkpoint}, perhaps {@link #prepare},
 * then one {@link #commit} or {@link #abandon}.
 *
 * <p>Nothing stands under the output's final name before {@link #commit}. A call that fails is final: what the medium
 * holds is then no longer known, and every later call but {@link #abandon} fails too.
 */
public interface RecordOutput {
    /** Writes all of the bytes; may block. */
    void append(byte[] bytes, int start, int length) throws IOException;

    /**
     * Writes all of the bytes to the file of a route, creating it when the route comes for the first time.
     *
     * @param route what {@link Routing#nameOf} has said
     * @throws UnsupportedOperationException if the sink has no routes
     */
    default void append(String route, byte[] bytes, int start, int length) throws IOException {
        throw new UnsupportedOperationException("there is one file for all records");
    }

    /**
     * Returns when everything appended will survive the machine. A run that is started again may {@link
     * RecordSink#resume} here.
     *
     * @throws UnsupportedOperationException if the output is not durable
     */
    default OutputMark checkpoint() throws IOException {
        throw new UnsupportedOperationException("this output has no checkpoints");
    }

    /**
     * The first half of {@link #commit}: from here on a run that is started again finds {@link
     * RecordSink#publicationInterrupted}, if the output is durable.
     *
     * <p>Of several outputs that belong together, one tells whether all are complete: it is prepared last and committed
     * last. So a run that finds its publication interrupted completes that of each other one, unless that is done; and
     * a run that does not has published nothing.
     */
    default void prepare() throws IOException {}

    /** Makes everything appended the finished output. */
    void commit() throws IOException;

    /**
     * Closes without finishing. What was appended is kept where {@link #partial} says, if anywhere. Idempotent, does not
     * throw, and does nothing after a commit.
     */
    void abandon();

    /** How many bytes were written as they are stored, prologue and epilogue included, by earlier runs too. */
    long storedBytes();

    /** How many of {@link #storedBytes} this run has written as the prologues of routes. */
    default long routeBeginnings() {
        return 0;
    }

    /** Where an abandoned output is kept, for messages; null if nowhere. */
    String partial();
}
