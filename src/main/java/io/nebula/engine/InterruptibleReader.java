package io.nebula.engine;

import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader whose input ends early when another thread says so, also while it waits for bytes. */
final class InterruptibleReader implements MorselReader {
    private final MorselReader reader;
    private volatile boolean interrupted;

    InterruptibleReader(MorselReader reader) {
        this.reader = reader;
    }

    @Override
    public Morsel next() throws IOException {
        try {
            Morsel morsel = interrupted ? null : reader.next();
            return interrupted ? null : morsel;
        } catch (IOException | RuntimeException e) {
            if (interrupted) {
                log().debug("Reading ended with the interruption", e);
                return null;
            }
            throw e;
        }
    }

    @Override
    public boolean ready() throws IOException {
        return !interrupted && reader.ready();
    }

    @Override
    public long skippedBytes() {
        return reader.skippedBytes();
    }

    /** Lets the input end here: closes it, which frees a thread that waits in {@link #next}. Thread-safe. */
    void interrupt() {
        interrupted = true;
        try {
            reader.close();
        } catch (UncheckedIOException e) {
            log().debug("The input cannot be closed", e);
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    /** Fetched only where there is something to say: most runs never set up any logging. */
    private static Logger log() {
        return LoggerFactory.getLogger(InterruptibleReader.class);
    }
}
