package io.nebula.connector;

import io.nebula.format.Morsel;
import java.io.IOException;

/** Cuts a source into morsels, one thread at a time. */
public interface MorselReader extends AutoCloseable {
    /**
     * The next morsel, or null at the end of the last input. May block.
     *
     * @throws IOException with the input's name, position, problem and remedy; also if an input changed while it was read
     */
    Morsel next() throws IOException;

    /** Whether {@link #next} would return without waiting for whoever makes the input; false where that is not known. */
    default boolean ready() throws IOException {
        return false;
    }

    /**
     * How many bytes, as they are stored, have been passed over so far because they hold consumed records. With those
     * of the morsels they add up to the size of the inputs. Any thread may ask.
     */
    default long skippedBytes() {
        return 0;
    }

    /** Gives back the memory it holds; for the thread that calls {@link #next} and will not call it again before the end. */
    default void stop() {}

    /** Closes the inputs, which ends a {@link #next} that waits with an exception. Idempotent; any thread may call it. */
    @Override
    void close();
}
