package io.nebula.expression;

import static io.nebula.fuzz.FuzzInput.check;
import static io.nebula.fuzz.FuzzInput.same;

import io.nebula.fuzz.FuzzInput;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Column;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Any text as an expression: it is refused with its mistakes inside the text, or it computes, and then the same for all
 * rows at once as for each row alone.
 */
public final class ExpressionFuzz {
    private static final Schema SCHEMA = DifferentialTest.SCHEMA;
    private static final int ROWS = 12;
    private static final Object[][] VALUES = values();

    private ExpressionFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FuzzInput in = new FuzzInput(data);
        String text = new String(in.rest(), StandardCharsets.UTF_8);
        inside(text, Expression.doubts(text));
        Expression expression;
        try {
            expression = Expression.compile(text, SCHEMA);
        } catch (InvalidOptionsException e) {
            check(!e.problems().isEmpty(), "refused without a reason");
            inside(text, e.problems());
            return;
        }
        Evaluator evaluator = expression.evaluator("r");
        List<Object> all = results(evaluator, VALUES);
        List<Object> single = new ArrayList<>();
        for (Object[] row : VALUES) {
            single.addAll(results(evaluator, new Object[][] {row}));
        }
        if (!text.toLowerCase(Locale.ROOT).contains("now")) {
            same(text, single, all);
        }
    }

    private static void inside(String text, List<Problem> problems) {
        for (Problem problem : problems) {
            check(problem.offset() >= 0 && problem.offset() <= text.length() && problem.length() >= 1
                    && problem.offset() + problem.length() <= Math.max(text.length(), problem.offset() + 1),
                    "not inside the text: " + problem);
            check(!problem.message().isBlank(), "says nothing: " + problem);
        }
    }

    private static List<Object> results(Evaluator evaluator, Object[][] rows) {
        RecordBatch batch = Batches.batch(SCHEMA, rows);
        Column column = evaluator.evaluate(batch);
        List<Object> results = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            results.add(batch.isRejected(row) ? RowByRow.ERROR : Batches.value(column, row));
        }
        return results;
    }

    private static Object[][] values() {
        Random random = new Random(1);
        Object[][] values = new Object[ROWS][SCHEMA.size()];
        for (Object[] row : values) {
            for (int field = 0; field < row.length; field++) {
                row[field] = random.nextInt(5) == 0 ? null : DifferentialTest.value(SCHEMA.type(field), random);
            }
        }
        return values;
    }
}
