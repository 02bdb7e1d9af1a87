package io.nebula.connector;

import static io.nebula.concurrency.Interleavings.check;
import static io.nebula.concurrency.Interleavings.shared;
import static io.nebula.concurrency.Interleavings.together;

import io.nebula.concurrency.Interleavings;
import io.nebula.format.Origin;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That a source which is closed while it is being opened keeps nobody waiting for bytes. */
public final class MorselCutterProof {
    @Test
    void shouldLeaveNoInputOpenThatIsOpenedWhileItIsClosed() {
        Interleavings.of(() -> {
            Pipe pipe = new Pipe();
            MorselCutter cutter = shared(new MorselCutter(List.of(new Input(new Origin("pipe", 0, null, 0, 0), () -> {
                pipe.opened = true;
                return pipe;
            })), (bytes, from, to, maxRecords, maxRecordBytes, endOfInput) -> from, 1, new MorselSize(1, 1),
                    new Buffers(0, false), Consumed.nothing()));

            together(() -> read(cutter), cutter::close);

            check(!pipe.opened || pipe.closed, "somebody waits for the bytes of a source that has been closed");
        });
    }

    private static void read(MorselCutter cutter) {
        try {
            cutter.next();
            throw new AssertionError("there are no bytes");
        } catch (IOException e) {
            return; // closed, or about to be
        }
    }

    /** Would make a reader wait until it is closed; here it waits no longer, so that nothing but this class has to know. */
    private static final class Pipe implements InputBytes {
        private volatile boolean opened;
        private volatile boolean closed;

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            throw new IOException("nothing has come");
        }

        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public long storedAt(long position) {
            return 0;
        }

        @Override
        public long stored() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
