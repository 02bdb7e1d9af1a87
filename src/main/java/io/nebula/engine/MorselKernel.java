package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.Compressor;
import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Morsel;
import io.nebula.format.OutputBuffer;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * All of the CPU work on one morsel: decode, transform, encode, compress. One instance per worker, used by one thread; the
 * sequential loop uses the same.
 *
 * <p>Where rejects are kept, they leave their neighbours alone: a rejected record is dropped from its batch. If a step
 * throws, or refuses a row and cannot tell whose it is, the morsel's records go through all steps again one by one, so that
 * only those at which it happens are rejected; a record that a step makes several of is then rejected as a whole.
 *
 * <p>Where the first reject in input order ends the run, what precedes it in the morsel is still written, so that the
 * partial output is exactly what comes before the bad record: the morsel is done again up to there, which by then cannot
 * fail.
 */
final class MorselKernel implements Function<Morsel, MorselResult>, AutoCloseable {
    /** What messages call the last step. */
    static final String ENCODE = "encode";
    private static final int GENERATED_OUTPUT = 1 << 17;
    private static final int SPARE_OUTPUT = 1 << 10;

    private final int worker;
    private final IntFunction<Decoder> decoders;
    private final Decoder vectors;
    private final NamedTransform[] transforms;
    private final Encoder encoder;
    private final RoutedEncoding routes;
    private final Compressor compressor;
    private final Buffers buffers;
    private final boolean keepsRejects;
    private final StageClock clock;
    private final List<Reject> rejects = new ArrayList<>();

    private Decoder singles;
    private OutputBuffer encoded;
    private int largestOutput;
    private String stage;
    private Throwable thrown;
    private long read;
    private long added;
    private long written;
    private long filtered;

    /**
     * @param decoders makes a decoder that gives batches of at most as many rows
     * @param encoder null if records are only counted
     * @param routes the encoder, where it tells records of several files apart; null if there is one file
     * @param compressor null if bytes are written as encoded
     * @param buffers gives the arrays that leave in results; whoever has written them may give them back
     * @param keepsRejects whether work goes on after a reject
     * @param clock is told what is being worked on
     */
    MorselKernel(int worker, IntFunction<Decoder> decoders, int vectorRows, List<NamedTransform> transforms,
            Encoder encoder, RoutedEncoding routes, Compressor compressor, Buffers buffers, boolean keepsRejects,
            StageClock clock) {
        this.worker = worker;
        this.decoders = decoders;
        this.vectors = decoders.apply(vectorRows);
        this.transforms = transforms.toArray(new NamedTransform[0]);
        this.encoder = encoder;
        this.routes = routes;
        this.compressor = compressor;
        this.buffers = buffers;
        this.keepsRejects = keepsRejects;
        this.clock = clock;
    }

    @Override
    public MorselResult apply(Morsel morsel) {
        clock.morsel();
        try {
            return upToItsEnd(morsel);
        } catch (OutOfMemoryError e) { // without the place nobody would know which record is too large
            throw new MorselTooLargeError(e, morsel);
        } finally {
            clock.morselDone();
        }
    }

    /** Does the morsel, or what comes before its first reject if that ends the run. */
    private MorselResult upToItsEnd(Morsel morsel) {
        MorselResult result = process(morsel);
        if (result != null) {
            return result;
        }
        Reject first = rejects.get(0);
        Throwable cause = thrown;
        MorselResult before = process(prefix(morsel, first.start()));
        if (before == null) {
            before = process(prefix(morsel, 0));
        }
        return before.haltedBy(morsel, first, cause);
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

    /** Does the whole morsel; null if its first reject ends the run. */
    private MorselResult process(Morsel morsel) {
        byte[] memory = encoder == null ? null : buffers.take(outputSize(morsel));
        encoded = memory == null ? null : new OutputBuffer(memory);
        Decoder decoder = vectors;
        try {
            begin(morsel, decoder);
            RecordBatch batch;
            while (!ended() && (batch = next(decoder)) != null) {
                process(batch);
            }
        } catch (Throwable e) {
            if (!StepFailedException.concernsRecord(e)) {
                throw e;
            }
            decoder = singles();
            begin(morsel, decoder);
            oneByOne(decoder);
        }
        if (encoded != null) {
            largestOutput = Math.max(largestOutput, encoded.bytes().length);
            buffers.outgrown(memory, encoded.bytes());
        }
        rejects.sort(Comparator.comparingInt(Reject::start));
        if (!ended()) {
            return result(morsel, decoder.lines());
        }
        if (encoded != null) {
            buffers.give(encoded.bytes());
        }
        return null;
    }

    private void begin(Morsel morsel, Decoder decoder) {
        read = added = written = filtered = 0;
        rejects.clear();
        thrown = null;
        if (encoded != null) {
            encoded.clear();
        }
        clock.once();
        decoder.open(morsel);
        clock.lap(StageClock.DECODE);
    }

    private RecordBatch next(Decoder decoder) {
        clock.vector();
        RecordBatch batch = decoder.next();
        clock.lap(StageClock.DECODE);
        return batch;
    }

    private boolean ended() {
        return !keepsRejects && !rejects.isEmpty();
    }

    private Decoder singles() {
        if (singles == null) {
            singles = decoders.apply(1);
        }
        return singles;
    }

    /** Batches of one record: whatever goes wrong is this record's reject, and nothing of it is written. */
    private void oneByOne(Decoder decoder) {
        RecordBatch batch;
        while (!ended() && (batch = next(decoder)) != null) {
            long addedBefore = added;
            long writtenBefore = written;
            long filteredBefore = filtered;
            int rejectsBefore = rejects.size();
            int end = encoded == null ? 0 : encoded.end();
            try {
                process(batch);
            } catch (Throwable e) {
                if (!StepFailedException.concernsRecord(e)) {
                    throw e;
                }
                added = addedBefore;
                written = writtenBefore;
                filtered = filteredBefore;
                rejects.subList(rejectsBefore, rejects.size()).clear();
                if (encoded != null) {
                    encoded.end(end);
                }
                reject(batch, StepFailedException.thrown(stage, e));
            }
        }
    }

    /** Rejects the only record of a batch. */
    private void reject(RecordBatch batch, StepFailedException failure) {
        Reject reject = failure.reject();
        thrown = failure.getCause();
        batch.stage(reject.stage());
        batch.reject(0, reject.code(), reject.field(), reject.message());
        rejects.addAll(batch.rejects());
    }

    /** As much as any morsel has needed so far: memory that has grown once fits the next ones. */
    private int outputSize(Morsel morsel) {
        int expected = morsel.bytes() == null ? GENERATED_OUTPUT : morsel.length() + morsel.length() / 2 + SPARE_OUTPUT;
        return Math.max(expected, largestOutput);
    }

    private void process(RecordBatch decoded) {
        read += decoded.rows() + decoded.unformed();
        decoded.dropRejected();
        RecordBatch batch = decoded;
        for (int i = 0; i < transforms.length && batch.selected() > 0; i++) {
            batch = transform(transforms[i], batch);
            clock.lap(StageClock.DECODE + 1 + i);
        }
        if (encoder != null && batch.selected() > 0) {
            stage = ENCODE;
            batch.stage(stage);
            encoder.encode(batch, encoded);
            clock.lap(StageClock.DECODE + 1 + transforms.length);
        }
        written += batch.selected();
        note(batch);
    }

    private RecordBatch transform(NamedTransform named, RecordBatch batch) {
        int before = batch.selected();
        int rejected = batch.rejects().size();
        stage = named.name();
        batch.stage(stage);
        RecordBatch next = named.transform().apply(batch);
        if (next == null) {
            throw StepFailedException.nothing(stage);
        }
        rejected = batch.rejects().size() - rejected;
        if (next != batch) {
            note(batch);
            next.stage(stage);
            rejected += next.rejects().size();
        }
        next.dropRejected();
        int gone = before - rejected - next.selected();
        filtered += Math.max(0, gone);
        added += Math.max(0, -gone);
        return next;
    }

    /** Keeps the rejects of a batch that will not be looked at again. */
    private void note(RecordBatch batch) {
        if (!batch.rejects().isEmpty() && !batch.hasOrigins()) {
            throw StepFailedException.refused(batch.rejects().get(0));
        }
        rejects.addAll(batch.rejects());
    }

    private MorselResult result(Morsel morsel, long lines) {
        byte[] bytes = null;
        int length = 0;
        RouteParts parts = null;
        if (encoded != null) {
            parts = routes == null ? null : routes.parts(encoded);
            if (compressor != null && encoded.end() > 0) {
                parts = compress();
            }
            bytes = encoded.bytes();
            length = encoded.end();
            encoded = null;
        }
        return new MorselResult(morsel, worker, bytes, length, parts, read, added, written, filtered, lines,
                rejects.isEmpty() ? List.of() : List.copyOf(rejects), false, null);
    }

    private RouteParts compress() {
        clock.once();
        byte[] memory = buffers.take(encoded.end() / 2 + SPARE_OUTPUT);
        OutputBuffer compressed = new OutputBuffer(memory);
        RouteParts parts = null;
        if (routes == null) {
            compressor.compress(encoded.bytes(), 0, encoded.end(), compressed);
        } else {
            parts = routes.compress(encoded, compressor, compressed);
        }
        buffers.outgrown(memory, compressed.bytes());
        buffers.give(encoded.bytes());
        encoded = compressed;
        clock.lap(StageClock.DECODE + 2 + transforms.length);
        return parts;
    }
}
