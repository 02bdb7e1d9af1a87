package io.nebula.engine;

import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits after the first morsel until it is closed. */
final class WaitingReader implements MorselReader {
    private final MorselReader whole;
    private final CountDownLatch waiting;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean begun;

    WaitingReader(MorselReader whole, CountDownLatch waiting) {
        this.whole = whole;
        this.waiting = waiting;
    }

    @Override
    public Morsel next() throws IOException {
        if (!begun) {
            begun = true;
            return whole.next();
        }
        waiting.countDown();
        awaitClose();
        throw new IOException("closed");
    }

    @Override
    public void close() {
        whole.close();
        closed.countDown();
    }

    private void awaitClose() throws IOException {
        try {
            if (!closed.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody closed the reader");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
