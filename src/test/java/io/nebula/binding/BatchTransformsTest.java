package io.nebula.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.record.BatchVectors;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Elements, the transforms that come with Nebula, and elements of another type. */
class BatchTransformsTest {
    @Test
    void shouldGiveTheResultsOfTransformsOnTheElements() throws Exception {
        RecordType<Strike> from = RecordType.of(Strike.class);
        Schema schema = from.schema();
        BoundTransform compute = new Compute("kmh = speed * 1.852", "name = upper(name)", "id = id * 2").bind(schema);
        BoundTransform filter = new Filter("speed is not null and id % 4 = 0").bind(compute.output());
        Transform first = compute.instances().get();
        Transform second = filter.instances().get();
        BatchBuilder<Strike> builder = from.builder();
        ElementReader<Result> reader = RecordType.of(Result.class).reader(filter.output());
        for (int size : new int[] {1000, 3, 0, 500}) {
            Strike[] elements = IntStream.range(0, size).mapToObj(BatchTransformsTest::strike).toArray(Strike[]::new);
            List<Result> results = new ArrayList<>();

            RecordBatch batch = builder.build(elements, size);
            reader.read(inVectors(batch, first, second), (row, result) -> results.add(result));

            assertThat(results).containsExactlyElementsOf(IntStream.range(0, size).filter(i -> i % 2 == 0 && i % 7 != 0)
                    .mapToObj(i -> new Result(2 * i, i % 3 == 0 ? null : "VÖGEL " + i, i * 1.5 * 1.852)).toList());
        }
    }

    /** As a worker of the operator does. */
    private static RecordBatch inVectors(RecordBatch batch, Transform first, Transform second) {
        BatchVectors vectors = new BatchVectors();
        vectors.open(batch);
        int from = 0;
        do {
            int to = Math.min(batch.selected(), from + 64);
            vectors.add(second.apply(first.apply(vectors.vector(from, to))));
            from = to;
        } while (from < batch.selected());
        return vectors.result();
    }

    private static Strike strike(int i) {
        return new Strike(i, i % 3 == 0 ? null : "vögel " + i, i % 7 == 0 ? null : i * 1.5);
    }

    private record Strike(int id, String name, Double speed) {}

    private record Result(long id, String name, double kmh) {}
}
