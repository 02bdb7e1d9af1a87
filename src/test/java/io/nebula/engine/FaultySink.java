package io.nebula.engine;

import io.nebula.connector.Compressor;
import io.nebula.connector.OutputMark;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import io.nebula.connector.SinkSpec;
import io.nebula.format.Encoder;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Schema;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Another sink, whose output fails when told to. A description like any other: the same whether it is to fail or not.
 *
 * @param faults what fails; no part of what is written
 */
record FaultySink(SinkSpec whole, Faults faults) implements SinkSpec {
    /** Which call of each kind fails, counted from 1; 0 for none. */
    static final class Faults {
        private transient int append;
        private transient int checkpoint;
        private transient int commit;
        private transient int checkpoints;

        Faults append(int number) {
            append = number;
            return this;
        }

        Faults checkpoint(int number) {
            checkpoint = number;
            return this;
        }

        Faults commit(int number) {
            commit = number;
            return this;
        }

        void none() {
            append = 0;
            checkpoint = 0;
            commit = 0;
            checkpoints = 0;
        }

        int checkpoints() {
            return checkpoints;
        }
    }

    @Override
    public String type() {
        return "faulty";
    }

    @Override
    public RecordSink plan(Schema schema) throws InvalidOptionsException {
        RecordSink sink = whole.plan(schema);
        return new RecordSink() {
            @Override
            public Encoder encoder() {
                return sink.encoder();
            }

            @Override
            public Compressor compressor() {
                return sink.compressor();
            }

            @Override
            public Path path() {
                return sink.path();
            }

            @Override
            public boolean resumable() {
                return sink.resumable();
            }

            @Override
            public Path stateDirectory() {
                return sink.stateDirectory();
            }

            @Override
            public void lock() throws IOException {
                sink.lock();
            }

            @Override
            public void unlock() {
                sink.unlock();
            }

            @Override
            public boolean publicationInterrupted() {
                return sink.publicationInterrupted();
            }

            @Override
            public void completeInterruptedPublication() throws IOException {
                sink.completeInterruptedPublication();
            }

            @Override
            public RecordOutput open(boolean durable) throws IOException {
                return new FaultyOutput(sink.open(durable));
            }

            @Override
            public RecordOutput resume(OutputMark mark) throws IOException {
                return new FaultyOutput(sink.resume(mark));
            }
        };
    }

    private final class FaultyOutput implements RecordOutput {
        private final RecordOutput output;

        FaultyOutput(RecordOutput output) {
            this.output = output;
        }

        @Override
        public void append(byte[] bytes, int start, int length) throws IOException {
            if (--faults.append == 0) {
                output.append(bytes, start, length / 2);
                throw new IOException("No space left on device");
            }
            output.append(bytes, start, length);
        }

        @Override
        public OutputMark checkpoint() throws IOException {
            faults.checkpoints++;
            if (--faults.checkpoint == 0) {
                faults.checkpoint = 1; // a failing fsync is final
                throw new IOException("Input/output error");
            }
            return output.checkpoint();
        }

        @Override
        public void prepare() throws IOException {
            output.prepare();
        }

        @Override
        public void commit() throws IOException {
            if (--faults.commit == 0) {
                throw new IOException("Stale file handle");
            }
            output.commit();
        }

        @Override
        public void abandon() {
            output.abandon();
        }

        @Override
        public long storedBytes() {
            return output.storedBytes();
        }

        @Override
        public String partial() {
            return output.partial();
        }
    }
}
