package io.nebula.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random expressions on random batches, against {@link RowByRow}, which does one row at a time and nothing clever. */
class DifferentialTest {
    static final Schema SCHEMA = Batches.schema("l long", "m long", "x double", "y double", "s string",
            "t string",
            "b boolean", "c boolean", "d date", "w timestamp");

    @Test
    void shouldAgreeWithTheRowByRowEvaluator() throws Exception {
        long seed = System.nanoTime();
        Random seeds = new Random(seed);
        for (int round = 0; round < 700; round++) {
            long roundSeed = seeds.nextLong();
            Random random = new Random(roundSeed);
            String text = new RandomExpressions(random).any(1 + random.nextInt(5));
            Evaluator evaluator;
            try {
                evaluator = Expression.compile(text, SCHEMA).evaluator("r");
            } catch (InvalidOptionsException e) {
                throw new AssertionError("round seed " + roundSeed + ": " + text, e);
            }
            for (int rows : new int[] {70, 3, 0, 129}) {
                compare(text, evaluator, random, rows, "round seed " + roundSeed);
            }
        }
    }

    static void compare(String text, Evaluator evaluator, Random random, int rows,
            String seeds) throws Exception {
        Object[][] values = new Object[rows][];
        boolean nulls = random.nextBoolean();
        for (int row = 0; row < rows; row++) {
            values[row] = new Object[SCHEMA.size()];
            for (int field = 0; field < values[row].length; field++) {
                values[row][field] = nulls && random.nextInt(4) == 0 ? null : value(SCHEMA.type(field), random);
            }
        }
        RecordBatch batch = Batches.batch(SCHEMA, values);
        if (random.nextBoolean()) {
            int[] kept = random.ints(rows, 0, 2).toArray();
            int count = 0;
            int[] selected = new int[rows];
            for (int row = 0; row < rows; row++) {
                selected[count] = row;
                count += kept[row];
            }
            batch.select(selected, count);
        }
        Column result = evaluator.evaluate(batch);
        Syntax syntax = Parser.expression(text);
        List<Object> expected = new ArrayList<>();
        List<Object> actual = new ArrayList<>();
        for (int k = 0; k < batch.selected(); k++) {
            int row = batch.selection()[k];
            Object value = RowByRow.value(syntax, SCHEMA, values[row]);
            expected.add(result.type() == ValueType.DOUBLE && value instanceof Long l ? (Object) l.doubleValue()
                    : value);
            actual.add(batch.isRejected(row) ? RowByRow.ERROR : Batches.value(result, row));
        }
        assertThat(actual).as("%s: %s", seeds, text).isEqualTo(expected);
    }

    static Object value(ValueType type, Random random) {
        return switch (type) {
            case LONG -> switch (random.nextInt(8)) {
                case 0 -> Long.MAX_VALUE;
                case 1 -> Long.MIN_VALUE;
                default -> (long) random.nextInt(7) - 3;
            };
            case DOUBLE -> switch (random.nextInt(8)) {
                case 0 -> -0.0;
                case 1 -> 1e300;
                default -> (random.nextInt(13) - 6) / 2.0;
            };
            case STRING, JSON -> List.of("", "a", "ab", "é", "aé", "12", "-3", "日本", "A b").get(random.nextInt(9));
            case BOOLEAN -> random.nextBoolean();
            case DATE -> (long) random.nextInt(40_000) - 20_000;
            case TIMESTAMP -> random.nextLong() >> 12;
        };
    }
}
