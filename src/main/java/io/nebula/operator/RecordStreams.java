package io.nebula.operator;

import io.nebula.binding.BatchBuilder;
import io.nebula.binding.ElementReader;
import io.nebula.binding.RecordType;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Flow;

/**
 * Flows between Java types and batches of records, for use around operators for batches. They do their work where the stream
 * runs, one element after the other.
 */
public final class RecordStreams {
    private RecordStreams() {}

    /**
     * A flow that puts elements into batches. An element is read when its batch is full, and not kept.
     *
     * <p><b>Emits</b> when {@code rows} elements have arrived, or upstream completes behind some. A batch shares no memory with
     * another one.<br>
     * <b>Backpressures</b> when a batch is full and downstream backpressures.<br>
     * <b>Completes</b> when upstream has completed and the last batch has been emitted.<br>
     * <b>Cancels</b> when downstream cancels.<br>
     * <b>Fails</b> when upstream fails, and at the first element that cannot be a row, with a {@link RecordRejectedException}
     * that names its number, from 0.
     *
     * @param rows of each batch but the last
     * @throws IllegalArgumentException if {@code rows} is not positive
     */
    public static <T> Flow<T, RecordBatch, NotUsed> batches(RecordType<T> type, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a batch needs at least one row, not " + rows);
        }
        return Flow.<T>create().grouped(rows).statefulMap(() -> new BatchMaking<>(type.builder()),
                (batches, elements) -> Pair.create(batches, batches.batch(elements)), batches -> Optional.empty());
    }

    /**
     * A flow that makes an element of each record of the batches that arrive; these belong to it.
     *
     * <p><b>Emits</b> when a batch with records has arrived, and then until it is used up.<br>
     * <b>Backpressures</b> when downstream does.<br>
     * <b>Completes</b> when upstream has completed and all elements have been emitted.<br>
     * <b>Cancels</b> when downstream cancels.<br>
     * <b>Fails</b> when upstream fails, and at a batch with a record that no element can be made of, or that has been rejected
     * and is still there, with a {@link RecordRejectedException} that names its number, from 0.
     *
     * @param schema of every batch
     * @throws IllegalArgumentException if no elements can be made of these fields; the message says why
     */
    public static <T> Flow<RecordBatch, T, NotUsed> elements(RecordType<T> type, Schema schema) {
        type.reader(schema); // refuses before anything runs what would fail later
        return Flow.<RecordBatch>create().statefulMap(() -> new ElementMaking<>(type.reader(schema)),
                (elements, batch) -> Pair.create(elements, elements.of(batch)), elements -> Optional.<List<T>>empty())
                .mapConcat(elements -> elements);
    }

    /** Makes the batches of one stream. */
    private static final class BatchMaking<T> {
        private final BatchBuilder<T> builder;
        private long before;

        BatchMaking(BatchBuilder<T> builder) {
            this.builder = builder;
        }

        RecordBatch batch(List<T> elements) {
            RecordBatch scratch = builder.build(elements.toArray(), elements.size());
            if (!scratch.rejects().isEmpty()) {
                Reject first = scratch.rejects().get(0);
                throw new RecordRejectedException("element " + (before + first.start()), first, null);
            }
            before += elements.size();
            return scratch.copy();
        }
    }

    /** Makes the elements of one stream. */
    private static final class ElementMaking<T> {
        private final ElementReader<T> reader;
        private long before;

        ElementMaking(ElementReader<T> reader) {
            this.reader = reader;
        }

        List<T> of(RecordBatch batch) {
            List<T> elements = new ArrayList<>(batch.selected());
            reader.read(batch, (row, element) -> elements.add(element));
            if (!batch.rejects().isEmpty()) {
                Reject first = batch.rejects().stream().min(Comparator.comparingInt(Reject::start)).orElseThrow();
                throw new RecordRejectedException("record " + (before + ahead(batch, first)), first, null);
            }
            before += elements.size();
            return elements;
        }

        /** How many records are left ahead of the one that is rejected first. */
        private static int ahead(RecordBatch batch, Reject first) {
            int ahead = 0;
            while (ahead < batch.selected() && batch.place(batch.selection()[ahead]) < first.start()) {
                ahead++;
            }
            return ahead;
        }
    }
}
