package io.nebula.engine;

import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import java.io.IOException;

/** Breaks after some morsels. */
final class BreakingReader implements MorselReader {
    private final MorselReader whole;
    private int left;

    BreakingReader(MorselReader whole, int morsels) {
        this.whole = whole;
        this.left = morsels;
    }

    @Override
    public Morsel next() throws IOException {
        if (left-- == 0) {
            throw new IOException("in.csv: the disk went away; bring it back");
        }
        return whole.next();
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void close() {
        whole.close();
    }
}
