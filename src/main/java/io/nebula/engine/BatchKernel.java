package io.nebula.engine;

import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Runs transforms on whole batches, vector by vector, and gives batches of their own memory back. One instance per worker.
 * A reject fails the batch: an operator has no output of its own that a partial result could go to.
 */
final class BatchKernel implements Function<RecordBatch, RecordBatch> {
    private final List<NamedTransform> transforms;
    private final int vectorRows;

    BatchKernel(List<NamedTransform> transforms, int vectorRows) {
        this.transforms = transforms;
        this.vectorRows = vectorRows;
    }

    @Override
    public RecordBatch apply(RecordBatch input) {
        List<RecordBatch> vectors = new ArrayList<>();
        int selected = input.selected();
        for (int from = 0; from == 0 || from < selected; from += vectorRows) {
            RecordBatch vector = input.slice(from, Math.min(selected, from + vectorRows));
            failOnReject(input, 0);
            vectors.add(transform(vector, from));
        }
        return vectors.size() == 1 ? vectors.get(0) : RecordBatch.concat(vectors);
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
        RecordBatch result = batch.copy();
        failOnReject(batch, from);
        return result;
    }

    private static void failOnReject(RecordBatch batch, int from) {
        if (!batch.rejects().isEmpty()) {
            Reject reject = batch.rejects().get(0);
            throw new RecordRejectedException(reject, from + reject.start());
        }
    }
}
