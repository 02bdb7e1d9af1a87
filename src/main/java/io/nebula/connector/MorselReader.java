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

    /** Closes the inputs. Idempotent; may come from another thread, and then ends a {@link #next} that waits. */
    @Override
    void close();
}
