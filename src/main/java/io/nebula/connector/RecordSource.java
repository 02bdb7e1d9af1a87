package io.nebula.connector;

import io.nebula.format.Decoder;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.record.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A source whose inputs have been looked at: ready to be read once. */
public interface RecordSource extends AutoCloseable {
    Schema schema();

    /** A new decoder of this source's morsels for one worker. */
    Decoder decoder(int vectorRows);

    /**
     * What tells, from one run to the next, whether the inputs are the same: a text for each. Empty if a run over this
     * source cannot be resumed.
     *
     * @throws IOException naming the input, the problem and the remedy
     */
    default List<String> identities() throws IOException {
        return List.of();
    }

    /**
     * Begins to read; called once. Empty arrays for the morsels' bytes come from {@code buffers}. Morsels hold exactly
     * the records that do not lie in {@code consumed}, which is empty where {@link #identities} is.
     */
    MorselReader read(MorselSize size, Buffers buffers, Consumed consumed);

    /** How many bytes the inputs have as they are stored, or -1 if that is not known (standard input, generated records). */
    long storedBytes();

    /** How many records there are, or -1 if that is not known before reading. */
    long records();

    /** Says where a record is, for messages: {@code birds.csv:12 (byte 3456)}. {@code line} counts from 1; 0: unknown. */
    String describe(String origin, long line, long position);

    /**
     * The line of its input, counted from 1, at which a morsel begins; 0 if that follows from the lines of the morsels
     * before it, -1 if nobody knows.
     */
    default long line(Morsel morsel) {
        return 0;
    }

    /** How many records a morsel holds by the grammar that cuts them, not by the one that decodes; -1 if not known. */
    default long count(Morsel morsel) {
        return -1;
    }

    /** The input of that name, as morsels name it; null if there is none. */
    default Origin origin(String name) {
        return null;
    }

    /** The files that will be read; empty if it reads none. */
    default List<Path> files() {
        return List.of();
    }

    /** Releases whatever looking at the inputs has opened; does nothing once {@link #read} has been called. */
    @Override
    void close();
}
