package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.Compressor;
import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Morsel;
import io.nebula.format.OutputBuffer;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import java.util.List;
import java.util.function.Function;

/**
 * All of the CPU work on one morsel: decode, transform, encode, compress. One instance per worker, used by one thread; the
 * sequential loop uses the same.
 *
 * <p>The first reject in input order ends the run. What precedes it in the morsel is still written, so that the partial
 * output is exactly what comes before the bad record: the morsel is done again up to there, which by then cannot fail.
 */
final class MorselKernel implements Function<Morsel, MorselResult>, AutoCloseable {
    private static final int GENERATED_OUTPUT = 1 << 17;
    private static final int SPARE_OUTPUT = 1 << 10;

    private final int worker;
    private final Decoder decoder;
    private final NamedTransform[] transforms;
    private final Encoder encoder;
    private final Compressor compressor;
    private final Buffers buffers;

    private OutputBuffer encoded;
    private int largestOutput;
    private long read;
    private long added;
    private long written;
    private long filtered;
    private Reject reject;

    /**
     * @param encoder null if records are only counted
     * @param compressor null if bytes are written as encoded
     * @param buffers gives the arrays that leave in results; whoever has written them may give them back
     */
    MorselKernel(int worker, Decoder decoder, List<NamedTransform> transforms, Encoder encoder, Compressor compressor,
            Buffers buffers) {
        this.worker = worker;
        this.decoder = decoder;
        this.transforms = transforms.toArray(new NamedTransform[0]);
        this.encoder = encoder;
        this.compressor = compressor;
        this.buffers = buffers;
    }

    @Override
    public MorselResult apply(Morsel morsel) {
        MorselResult result = process(morsel);
        if (reject == null) {
            return result;
        }
        Reject first = reject;
        MorselResult before = process(prefix(morsel, first.start()));
        if (reject != null) {
            before = process(prefix(morsel, 0));
        }
        return before.haltedBy(morsel, first);
    }

    /** Releases the compressor's native memory. */
    @Override
    public void close() {
        if (compressor != null) {
            compressor.close();
        }
    }

    private static Morsel prefix(Morsel morsel, int length) {
        return new Morsel(morsel.bytes(), morsel.offset(), length, morsel.origin(), morsel.position(),
                morsel.storedBytes(), false);
    }

    /** Does the whole morsel, or stops at the first batch with a reject and leaves it in {@link #reject}. */
    private MorselResult process(Morsel morsel) {
        read = added = written = filtered = 0;
        reject = null;
        byte[] memory = encoder == null ? null : buffers.take(outputSize(morsel));
        encoded = memory == null ? null : new OutputBuffer(memory);
        decoder.open(morsel);
        RecordBatch batch;
        while (reject == null && (batch = decoder.next()) != null) {
            process(batch);
        }
        if (encoded != null) {
            largestOutput = Math.max(largestOutput, encoded.bytes().length);
            buffers.outgrown(memory, encoded.bytes());
        }
        if (reject == null) {
            return result(morsel);
        }
        if (encoded != null) {
            buffers.give(encoded.bytes());
        }
        return null;
    }

    /** As much as any morsel has needed so far: memory that has grown once fits the next ones. */
    private int outputSize(Morsel morsel) {
        int expected = morsel.bytes() == null ? GENERATED_OUTPUT : morsel.length() + morsel.length() / 2 + SPARE_OUTPUT;
        return Math.max(expected, largestOutput);
    }

    private void process(RecordBatch decoded) {
        read += decoded.rows();
        decoded.dropRejected();
        RecordBatch batch = decoded;
        for (NamedTransform each : transforms) {
            batch = transform(each, batch, decoded);
        }
        if (encoder != null) {
            batch.stage("encode");
            encoder.encode(batch, encoded);
        }
        written += batch.selected();
        note(batch, decoded);
    }

    private RecordBatch transform(NamedTransform named, RecordBatch batch, RecordBatch decoded) {
        int before = batch.selected();
        batch.stage(named.name());
        RecordBatch next = named.transform().apply(batch);
        if (next != batch) {
            note(batch, decoded);
            next.stage(named.name());
        }
        next.dropRejected();
        filtered += Math.max(0, before - next.selected());
        added += Math.max(0, next.selected() - before);
        return next;
    }

    /** Keeps the earliest reject. A batch that does not know where its rows came from stands for its whole vector. */
    private void note(RecordBatch batch, RecordBatch decoded) {
        if (batch.rejects().isEmpty()) {
            return;
        }
        for (Reject each : batch.rejects()) {
            Reject placed = batch.hasOrigins() || !decoded.hasOrigins() ? each : at(decoded, each);
            if (reject == null || placed.start() < reject.start()) {
                reject = placed;
            }
        }
    }

    private static Reject at(RecordBatch decoded, Reject reject) {
        int start = decoded.rows() == 0 ? 0 : decoded.place(0);
        return new Reject(start, 0, reject.stage(), reject.code(), reject.field(), reject.message());
    }

    private MorselResult result(Morsel morsel) {
        byte[] bytes = null;
        int length = 0;
        if (encoded != null) {
            compress();
            bytes = encoded.bytes();
            length = encoded.end();
            encoded = null;
        }
        return new MorselResult(morsel, worker, bytes, length, read, added, written, filtered, decoder.lines(), null);
    }

    private void compress() {
        if (compressor != null && encoded.end() > 0) {
            byte[] memory = buffers.take(encoded.end() / 2 + SPARE_OUTPUT);
            OutputBuffer compressed = new OutputBuffer(memory);
            compressor.compress(encoded.bytes(), 0, encoded.end(), compressed);
            buffers.outgrown(memory, compressed.bytes());
            buffers.give(encoded.bytes());
            encoded = compressed;
        }
    }
}
