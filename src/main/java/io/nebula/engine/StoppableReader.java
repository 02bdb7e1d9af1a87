package io.nebula.engine;

import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A reader that another thread can bring to its end, also while {@link #next} waits for an input that stays silent. One
 * thread reads, any thread stops.
 */
final class StoppableReader implements MorselReader {
    private MorselReader reader;
    private volatile boolean stopped;

    /** Opens the reader unless it has been stopped before. */
    synchronized StoppableReader over(Supplier<MorselReader> opening) {
        if (!stopped) {
            reader = opening.get();
        }
        return this;
    }

    /** The next morsel, or null at the end of the input or once stopped. */
    @Override
    public Morsel next() throws IOException {
        if (stopped) {
            return null;
        }
        try {
            return reader.next();
        } catch (IOException e) {
            if (stopped) {
                return null; // closing the input is what ended the wait
            }
            throw e;
        }
    }

    /** No more is read from now on. */
    synchronized void stop() {
        stopped = true;
        close();
    }

    @Override
    public synchronized void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
