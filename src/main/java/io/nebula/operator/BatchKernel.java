package io.nebula.operator;

import io.nebula.engine.NamedTransform;
import io.nebula.record.BatchVectors;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import java.util.List;
import java.util.function.Function;

/**
 * Runs transforms on whole batches, vector by vector, and gives batches back that share no memory with the worker. One
 * instance per worker. A reject fails the batch: an operator has no output of its own that a partial result could go to.
 */
final class BatchKernel implements Function<RecordBatch, RecordBatch> {
    private final Schema schema;
    private final NamedTransform[] transforms;
    private final int vectorRows;
    private final BatchVectors vectors = new BatchVectors();

    /** @param schema of every batch */
    BatchKernel(Schema schema, List<NamedTransform> transforms, int vectorRows) {
        this.schema = schema;
        this.transforms = transforms.toArray(new NamedTransform[0]);
        this.vectorRows = vectorRows;
    }

    @Override
    public RecordBatch apply(RecordBatch input) {
        if (!input.schema().equals(schema)) {
            throw new IllegalArgumentException("a batch has the fields " + input.schema() + ", but the flow was made for "
                    + schema + "; make another flow for it");
        }
        vectors.open(input);
        failOnReject(input, 0);
        int selected = input.selected();
        int from = 0;
        do {
            int to = (int) Math.min(selected, (long) from + vectorRows);
            vectors.add(transform(vectors.vector(from, to), from));
            from = to;
        } while (from < selected);
        return vectors.result();
    }

    private RecordBatch transform(RecordBatch vector, int from) {
        RecordBatch batch = vector;
        for (NamedTransform each : transforms) {
            batch.stage(each.name());
            RecordBatch next = each.transform().apply(batch);
            failOnReject(batch, from);
            failOnReject(next, from);
            batch = next;
        }
        for (int field = 0; batch != vector && field < batch.schema().size(); field++) {
            batch.column(field);
        }
        failOnReject(batch, from);
        return batch;
    }

    private static void failOnReject(RecordBatch batch, int from) {
        if (!batch.rejects().isEmpty()) {
            Reject reject = batch.rejects().get(0);
            throw new RecordRejectedException(reject, from + reject.start());
        }
    }
}
