package io.nebula.connector;

import io.nebula.format.Encoder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A sink that has been checked: ready to be written once.
 *
 * <p>A resumable sink makes its output in a {@link #stateDirectory} of its own. Whoever resumes keeps files there whose
 * names begin with {@link #KEPT}; they are removed with the directory, when the output has been published. The order of
 * calls is {@link #lock}, a look at these files, and then one of {@link #open}, {@link #resume}, {@link
 * #completeInterruptedPublication} or {@link #unlock}.
 */
public interface RecordSink {
    /** How the names of files begin that somebody else keeps in the state directory. */
    String KEPT = "manifest";

    /** A new encoder for one worker, or null if records are only counted. */
    Encoder encoder();

    /**
     * How it is told which of several files a record goes to; null if there is one output, for all. With routes, bytes
     * are appended by {@link RecordOutput#append(String, byte[], int, int)} alone.
     */
    default Routing routes() {
        return null;
    }

    /** The file that the finished output will be; null if it will be none, or several. */
    default Path path() {
        return null;
    }

    /**
     * How many records encoded bytes hold, compressed where the sink wants it, by the grammar that finds where they end; -1
     * if not known.
     *
     * @throws IOException if the bytes are not what they should be
     */
    default long count(byte[] bytes, int length) throws IOException {
        return -1;
    }

    /** A new compressor for one worker, or null if bytes are written as encoded. */
    Compressor compressor();

    /** Whether an output that was left unfinished can be continued. */
    default boolean resumable() {
        return false;
    }

    /** Where the unfinished output is kept, there or not; null if it is not resumable. */
    default Path stateDirectory() {
        return null;
    }

    /**
     * Takes the output for this run, creating the state directory, so that nobody changes what is in it. The calls that
     * begin to write do the same if this has not been called; the end of the output releases it.
     *
     * @throws IOException naming place, problem and remedy, if another run holds it
     */
    default void lock() throws IOException {}

    /** Lets another run take the output; for those that {@link #lock} and then write nothing. Idempotent. */
    default void unlock() {}

    /** Whether another run has the output now; changes nothing, and by the time of {@link #lock} it may be otherwise. */
    default boolean inUse() {
        return false;
    }

    /** Whether an earlier run ended after its output was complete and before everything was tidied up. */
    default boolean publicationInterrupted() {
        return false;
    }

    /**
     * Puts the complete output that {@link #publicationInterrupted} tells of in its place, unless it is there already,
     * and removes the state directory. If interrupted again, it can be called again.
     *
     * @throws IOException naming place, problem and remedy
     */
    default void completeInterruptedPublication() throws IOException {
        throw new UnsupportedOperationException("nothing to complete");
    }

    /**
     * Opens a new output, creating what is missing, and writes what comes before the first record. What an earlier run
     * has left unfinished is removed.
     *
     * @param durable whether checkpoints are taken, and the output survives the machine
     * @throws IOException naming place, problem and remedy
     */
    RecordOutput open(boolean durable) throws IOException;

    /**
     * Opens the unfinished output of an earlier run and takes it back to where it was at a checkpoint; it is durable.
     *
     * @throws IOException if what is there is not what was there at that checkpoint; nothing has been changed then
     */
    default RecordOutput resume(OutputMark mark) throws IOException {
        throw new UnsupportedOperationException("not resumable");
    }
}
