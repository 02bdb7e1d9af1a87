package io.nebula.operator;

import io.nebula.binding.BatchBuilder;
import io.nebula.binding.ElementReader;
import io.nebula.binding.RecordType;
import io.nebula.engine.NamedTransform;
import io.nebula.engine.TransformChain;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Makes batches of elements, runs transforms on their columns, and makes elements of the results. One instance per worker.
 *
 * <p>A batch is as large as a vector. Where a step throws, or refuses a row of which nobody knows whose it is, the elements of
 * the batch go through all steps again one by one, so that only those at which it happens fail.
 */
final class RecordKernel<I, O> implements Function<Elements, Results> {
    private final BatchBuilder<I> builder;
    private final ElementReader<O> reader;
    private final NamedTransform[] transforms;
    private final int vectorRows;
    private final OnFailure onFailure;
    private final List<Reject> rejects = new ArrayList<>();
    /** Whether rows are still those of the batch that was built, so that a row's number is its element's. */
    private boolean inPlace;
    private int[] rows;
    private int made;

    RecordKernel(RecordType<I> from, TransformChain chain, RecordType<O> to, int vectorRows, OnFailure onFailure) {
        this.builder = from.builder();
        this.reader = to.reader(chain.output());
        this.transforms = chain.instances().toArray(new NamedTransform[0]);
        this.vectorRows = vectorRows;
        this.onFailure = onFailure;
        this.rows = new int[vectorRows];
    }

    @Override
    public Results apply(Elements elements) {
        Results results = new Results(elements.count());
        for (int from = 0; from < elements.count() && results.end() == null; from += vectorRows) {
            Object[] items = from == 0 && elements.count() <= vectorRows ? elements.items()
                    : Arrays.copyOfRange(elements.items(), from, Math.min(elements.count(), from + vectorRows));
            vector(items, Math.min(vectorRows, elements.count() - from), results);
        }
        return results;
    }

    private void vector(Object[] items, int count, Results results) {
        int before = results.count();
        if (!together(items, count, results)) {
            results.cutTo(before);
            oneByOne(items, count, results);
        }
    }

    /** Runs all elements at once; false if something went wrong and nobody knows with which. */
    private boolean together(Object[] items, int count, Results results) {
        int before = results.count();
        try {
            run(items, count, results);
        } catch (Throwable e) {
            if (OnFailure.concernsElement(e)) {
                return false;
            }
            throw e;
        }
        if (rejects.isEmpty()) {
            return true;
        }
        if (!inPlace) {
            return false;
        }
        putFailuresIn(items, before, results);
        return true;
    }

    private void run(Object[] items, int count, Results results) {
        rejects.clear();
        inPlace = true;
        made = 0;
        RecordBatch batch = builder.build(items, count);
        for (NamedTransform each : transforms) {
            batch.stage(each.name());
            RecordBatch next = each.transform().apply(batch);
            if (next != batch) {
                rejects.addAll(batch.rejects());
                inPlace = false;
                next.stage(each.name());
            }
            next.dropRejected();
            batch = next;
        }
        reader.read(batch, (row, element) -> {
            if (made == rows.length) {
                rows = Arrays.copyOf(rows, made * 2);
            }
            rows[made++] = row;
            results.accept(element);
        });
        rejects.addAll(batch.rejects());
    }

    /** Puts what becomes of rejected elements between the results of the others, by their rows. */
    private void putFailuresIn(Object[] items, int before, Results results) {
        rejects.sort(Comparator.comparingInt(Reject::start));
        Object[] good = new Object[made];
        for (int i = 0; i < made; i++) {
            good[i] = results.item(before + i);
        }
        results.cutTo(before);
        int next = 0;
        for (Reject reject : rejects) {
            while (next < made && rows[next] < reject.start()) {
                results.accept(good[next++]);
            }
            Object element = items[reject.start()];
            if (!onFailure.handle(element, new RejectedElementException(element, reject), results)) {
                return;
            }
        }
        while (next < made) {
            results.accept(good[next++]);
        }
    }

    private void oneByOne(Object[] items, int count, Results results) {
        for (int i = 0; i < count; i++) {
            int before = results.count();
            Object[] item = {items[i]};
            Throwable failure = null;
            try {
                run(item, 1, results);
                failure = rejects.isEmpty() ? null : new RejectedElementException(items[i], rejects.get(0));
            } catch (Throwable e) { // whatever a transform throws concerns its element only
                failure = e;
            }
            if (failure != null) {
                results.cutTo(before);
                if (!onFailure.handle(items[i], failure, results)) {
                    return;
                }
            }
        }
    }
}
