package io.nebula.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.engine.NamedTransform;
import io.nebula.expression.Batches;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Field;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.record.ValueType;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.Compute;
import io.nebula.transform.Convert;
import io.nebula.transform.Drop;
import io.nebula.transform.Filter;
import io.nebula.transform.RowTransform;
import io.nebula.transform.Select;
import io.nebula.transform.TransformSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchKernelTest {
    private static final Schema SCHEMA = Batches.schema("n long", "x double", "flag boolean", "name string", "code string");
    private static final List<TransformSpec> CHANGES = List.of(
            new Compute("n = n + 1", "twice = x * 2", "flag = not flag"),
            new Compute("y = name", "name = code", "code = upper(code)"),
            new Compute("z = coalesce(name, 'nobody')", "again = n"),
            new Compute("flag = n > 50 or flag"),
            new Filter("n > 20"),
            new Filter("flag"),
            new Filter("n < 0"),
            new Filter("name is null or n % 3 = 0"),
            new Convert("n", "string"),
            new Drop("x"),
            new Select("name", "n", "flag", "code"),
            RowTransform.of(row -> row.setString("name", row.isNull("flag") ? null : "é" + row.getBoolean("flag")),
                    new Field("name", ValueType.STRING)));

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 1_000})
    void shouldGiveWhatTheTransformsMakeOfTheWholeBatchAtOnce(int vectorRows) {
        for (int seed = 0; seed < 250; seed++) {
            Random random = new Random(seed);
            List<TransformSpec> chain = chain(random);
            BatchKernel kernel = kernel(vectorRows, SCHEMA, chain);
            for (int i = 0; i < 3; i++) {
                Object[][] rows = rows(random, random.nextInt(300));
                int[] kept = kept(random, rows.length);

                RecordBatch result = kernel.apply(input(rows, kept, seed));

                assertThat(Arrays.deepToString(values(result))).as("seed %d, batch %d, %s", seed, i, chain)
                        .isEqualTo(Arrays.deepToString(values(plainly(chain, input(rows, kept, seed)))));
                assertThat(result.rows()).as("seed %d", seed).isEqualTo(result.selected());
            }
        }
    }

    @Test
    void shouldNotChangeResultsWhenFurtherBatchesAreProcessed() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            BatchKernel kernel = kernel(64, SCHEMA, chain(random));
            RecordBatch first = kernel.apply(input(rows(random, 200), null, seed));
            String before = Arrays.deepToString(values(first));

            for (int i = 0; i < 3; i++) {
                kernel.apply(input(rows(random, 250), null, seed));
            }

            assertThat(Arrays.deepToString(values(first))).as("seed %d", seed).isEqualTo(before);
        }
    }

    @Test
    void shouldLeaveTheBatchAsItWasForAnotherAttempt() {
        TransformSpec negate = TransformSpec.of("negate", schema -> new BoundTransform(schema, () -> batch -> {
            long[] values = ((LongColumn) batch.column(0)).values();
            for (int row = 0; row < batch.rows(); row++) {
                values[row] = -values[row];
            }
            return batch;
        }));
        RecordBatch in = Batches.column("n", ValueType.LONG, 1L, 2L, 3L);
        BatchKernel kernel = kernel(2, in.schema(), List.of(negate));

        kernel.apply(in);

        assertThat(values(kernel.apply(in))).isDeepEqualTo(new Object[][] {{-1L}, {-2L}, {-3L}});
        assertThat(values(in)).isDeepEqualTo(new Object[][] {{1L}, {2L}, {3L}});
    }

    @Test
    void shouldPassOnColumnsThatNobodyTouchesAndTheBytesOfText() {
        RecordBatch in = input(rows(new Random(1), 200), null, 1);
        TextColumn name = (TextColumn) in.column(3);

        RecordBatch out = kernel(64, SCHEMA, List.of(new Compute("x = x + 1", "same = n", "long = length(name)"))).apply(in);

        assertThat(out.column(0)).isSameAs(in.column(0));
        assertThat(out.column(4)).isSameAs(in.column(4));
        assertThat(out.column(1)).isNotSameAs(in.column(1));
        assertThat(((TextColumn) out.column(3)).bytes()).isSameAs(name.bytes());
        assertThat(out.column(5)).as("a field that is another's double").isNotSameAs(in.column(0));
    }

    @Test
    void shouldNotHoldTheBytesOfManyRowsForTheFewThatAreLeft() {
        Object[][] rows = new Object[1_000][];
        Arrays.setAll(rows, n -> new Object[] {(long) n, "text " + n});
        RecordBatch in = Batches.batch(Batches.schema("n long", "text string"), rows);

        RecordBatch out = kernel(64, in.schema(), List.of(new Filter("n % 100 = 7"))).apply(in);

        assertThat(values(out)).hasDimensions(10, 2);
        assertThat(out.column(0).capacity()).isEqualTo(10);
        assertThat(((TextColumn) out.column(1)).bytes()).hasSizeLessThanOrEqualTo(1_024);
    }

    @Test
    void shouldTakeMoreRecordsThanWentIn() {
        TransformSpec twice = TransformSpec.of("twice", schema -> new BoundTransform(schema, () -> batch -> {
            RecordBatch copy = batch.copy();
            return RecordBatch.concat(List.of(copy, copy));
        }));
        RecordBatch in = Batches.column("name", ValueType.STRING, "a", null, "c");

        RecordBatch out = kernel(2, in.schema(), List.of(twice)).apply(in);

        assertThat(values(out)).isDeepEqualTo(new Object[][] {{"a"}, {null}, {"a"}, {null}, {"c"}, {"c"}});
    }

    @Test
    void shouldNameTheIndexOfARejectedRecordBehindAFilter() {
        Object[] numbers = new Object[100];
        Arrays.setAll(numbers, n -> (long) n);
        RecordBatch in = Batches.column("n", ValueType.LONG, numbers);
        TransformSpec picky = RowTransform.of(row -> {
            if (row.getLong("n") >= 77) {
                row.reject("too-large", "n", "is too large");
            }
        });

        assertThatThrownBy(() -> kernel(16, in.schema(), List.of(new Filter("n % 7 = 0"), picky)).apply(in))
                .isInstanceOf(RecordRejectedException.class).hasMessageStartingWith("record 77 of the batch");
    }

    /** Up to four changes that fit each other. */
    private static List<TransformSpec> chain(Random random) {
        List<TransformSpec> chain = new ArrayList<>();
        Schema schema = SCHEMA;
        for (int i = random.nextInt(5); i > 0; i--) {
            TransformSpec next = CHANGES.get(random.nextInt(CHANGES.size()));
            try {
                schema = next.bind(schema).output();
                chain.add(next);
            } catch (InvalidOptionsException e) {
                continue; // it needs a field that another has taken away
            }
        }
        return chain;
    }

    private static BatchKernel kernel(int vectorRows, Schema schema, List<TransformSpec> specs) {
        return new BatchKernel(schema, instances(schema, specs), vectorRows);
    }

    private static List<NamedTransform> instances(Schema input, List<TransformSpec> specs) {
        try {
            List<NamedTransform> instances = new ArrayList<>();
            Schema schema = input;
            for (TransformSpec spec : specs) {
                BoundTransform bound = spec.bind(schema);
                instances.add(new NamedTransform(spec.type(), bound.instances().get()));
                schema = bound.output();
            }
            return instances;
        } catch (InvalidOptionsException e) {
            throw new AssertionError(e);
        }
    }

    private static RecordBatch plainly(List<TransformSpec> chain, RecordBatch input) {
        RecordBatch batch = input;
        for (NamedTransform each : instances(SCHEMA, chain)) {
            batch = each.transform().apply(batch);
        }
        return batch;
    }

    private static Object[][] rows(Random random, int count) {
        int nulls = random.nextBoolean() ? 0 : 1 + random.nextInt(64);
        Object[][] rows = new Object[count][];
        for (int row = 0; row < count; row++) {
            Object[] values = {(long) random.nextInt(100), random.nextInt(1_000) / 8.0, random.nextBoolean(),
                    "n" + random.nextInt(1_000), random.nextInt(4) == 0 ? "" : "çode" + row};
            for (int field = 0; nulls > 0 && field < values.length; field++) {
                values[field] = (row + field) % nulls == 0 ? null : values[field];
            }
            rows[row] = values;
        }
        return rows;
    }

    /** Some rows, or null for all. */
    private static int[] kept(Random random, int rows) {
        return random.nextBoolean() ? null : random.ints(0, 100 + rows).filter(n -> n < rows).limit(rows / 2).sorted()
                .distinct().toArray();
    }

    /** Text is in the columns' own bytes, or a view of foreign ones. */
    private static RecordBatch input(Object[][] rows, int[] kept, int seed) {
        RecordBatch batch = Batches.batch(SCHEMA, rows);
        if (seed % 2 == 0) {
            view((TextColumn) batch.column(3), rows, 3);
            view((TextColumn) batch.column(4), rows, 4);
        }
        return kept == null ? batch : Batches.select(batch, kept);
    }

    private static void view(TextColumn column, Object[][] rows, int field) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("not of any row".getBytes(StandardCharsets.UTF_8));
        for (int row = 0; row < rows.length; row++) {
            if (rows[row][field] != null) {
                byte[] value = ((String) rows[row][field]).getBytes(StandardCharsets.UTF_8);
                column.set(row, all.size(), value.length);
                all.writeBytes(value);
                all.write('|');
            }
        }
        column.viewOf(all.toByteArray());
    }

    private static Object[][] values(RecordBatch batch) {
        Object[][] values = new Object[batch.selected()][batch.schema().size()];
        for (int k = 0; k < values.length; k++) {
            for (int field = 0; field < values[k].length; field++) {
                values[k][field] = Batches.value(batch.column(field), batch.selection()[k]);
            }
        }
        return values;
    }
}
