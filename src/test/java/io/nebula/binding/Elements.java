package io.nebula.binding;

import io.nebula.record.RecordBatch;
import java.util.ArrayList;
import java.util.List;

/** Elements to batches and back, as a worker does it. */
final class Elements {
    private Elements() {}

    static RecordBatch batch(RecordType<?> type, Object... elements) {
        return type.builder().build(elements, elements.length);
    }

    static <T> List<T> read(RecordType<T> type, RecordBatch batch) {
        List<T> elements = new ArrayList<>();
        type.reader(batch.schema()).read(batch, (row, element) -> elements.add(element));
        return elements;
    }

    /** What becomes of elements of {@code from} as elements of {@code to}, all of which must be possible. */
    static <T> List<T> through(RecordType<?> from, RecordType<T> to, Object... elements) {
        RecordBatch batch = batch(from, elements);
        List<T> results = read(to, batch);
        if (!batch.rejects().isEmpty()) {
            throw new AssertionError(batch.rejects().toString());
        }
        return results;
    }

}
