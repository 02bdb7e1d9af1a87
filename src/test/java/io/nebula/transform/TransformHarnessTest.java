package io.nebula.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.expression.Batches;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every transform, whatever it does. */
class TransformHarnessTest {
    private static final Schema INPUT =
            Batches.schema("id long", "name string", "speed double", "when timestamp", "flag boolean", "day date");
    private static final int FULL = 4096;

    static List<TransformSpec> transforms() {
        return List.of(
                new Rename(Map.of("id", "name", "name", "id")),
                new Select("when", "id"),
                new Drop("name"),
                new Compute("id = id * 2", "t = upper(name) || '!'", "s = sqrt(speed)",
                        "u = case when flag then name else 'none' end", "z = md5(coalesce(t, ''))"),
                new Filter("flag and (id % 3 = 0 or name like '%1%')"),
                new Convert(List.of("id", "speed", "day", "flag"), "string", null, null),
                new Convert("when", "epoch-seconds"),
                RowTransform.of((Row row) -> {
                    if (!row.isNull("speed")) {
                        row.setDouble("speed", row.getDouble("speed") + 1);
                    }
                }, new Field("speed", ValueType.DOUBLE)),
                RowFilter.of((Row row) -> !row.isNull("flag") && row.getBoolean("flag")));
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void shouldDoTheSameToEveryRecordWhateverTheBatch(TransformSpec spec) throws Exception {
        BoundTransform bound = spec.bind(INPUT);
        List<List<Object>> whole = run(bound, bound.instances().get(), batch(0, FULL, false));
        Transform reused = bound.instances().get();
        for (int size : new int[] {0, 1, 2, 63, 64, 65, 1000}) {
            List<List<Object>> pieces = new ArrayList<>();
            for (int start = 0; start < 1000 && size > 0; start += size) {
                pieces.addAll(run(bound, reused, batch(start, Math.min(size, 1000 - start), false)));
            }
            List<List<Object>> expected = run(bound, bound.instances().get(), batch(0, size == 0 ? 0 : 1000, false));
            assertThat(pieces).as("batches of %d", size).isEqualTo(expected);
            assertThat(whole.subList(0, expected.size())).isEqualTo(expected);
        }
        assertThat(run(bound, reused, batch(0, 0, false))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void shouldTakeColumnsOfNothingButNull(TransformSpec spec) throws Exception {
        BoundTransform bound = spec.bind(INPUT);
        RecordBatch batch = batch(0, 70, true);
        bound.instances().get().apply(batch);
        assertThat(batch.rejects()).isEmpty();
        assertThat(batch.schema()).isEqualTo(bound.output());
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void shouldLookAtSelectedRecordsOnly(TransformSpec spec) throws Exception {
        BoundTransform bound = spec.bind(INPUT);
        RecordBatch partly = batch(0, 200, false);
        // what is not selected may hold anything: here, tokens that lie outside the morsel
        int[] odd = new int[100];
        for (int i = 0; i < 100; i++) {
            odd[i] = 2 * i + 1;
            for (int field = 0; field < INPUT.size(); field++) {
                partly.raw(field).starts()[2 * i] = Integer.MAX_VALUE;
                partly.raw(field).lengths()[2 * i] = 7;
            }
        }
        partly.select(odd, 100);
        List<List<Object>> expected = new ArrayList<>();
        for (int row : odd) {
            expected.addAll(run(bound, bound.instances().get(), batch(row, 1, false)));
        }
        assertThat(run(bound, bound.instances().get(), partly)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void shouldLeaveTheBytesOfTheInputAlone(TransformSpec spec) throws Exception {
        BoundTransform bound = spec.bind(INPUT);
        RecordBatch batch = batch(0, 100, false);
        byte[] morsel = batch.raw(0).bytes();
        byte[] before = morsel.clone();
        run(bound, bound.instances().get(), batch);
        assertThat(morsel).isEqualTo(before);
    }

    private static List<List<Object>> run(BoundTransform bound, Transform transform, RecordBatch batch) {
        RecordBatch result = transform.apply(batch);
        assertThat(result.schema()).isEqualTo(bound.output());
        assertThat(result.rejects()).isEmpty();
        List<List<Object>> records = new ArrayList<>();
        for (int k = 0; k < result.selected(); k++) {
            List<Object> record = new ArrayList<>();
            for (int field = 0; field < result.schema().size(); field++) {
                record.add(Batches.value(result.column(field), result.selection()[k]));
            }
            records.add(record);
        }
        return records;
    }

    private static RecordBatch batch(int first, int rows, boolean nulls) {
        String[][] tokens = new String[rows][];
        for (int row = 0; row < rows; row++) {
            int n = first + row;
            tokens[row] = nulls ? new String[] {"", "", "", "", "", ""} : new String[] {
                n % 7 == 0 ? "" : "" + n, n % 5 == 0 ? "" : "é" + n, n % 3 == 0 ? "" : n + ".25",
                "2024-01-01T00:00:" + (n % 50 + 10) + "Z", n % 11 == 0 ? "" : "" + (n % 2 == 0), "2024-02-" + (n % 19
                        + 10)};
        }
        return Tokens.batch(INPUT, tokens);
    }
}
