package io.nebula.expression;

import io.nebula.fuzz.InputRandom;
import io.nebula.options.InvalidOptionsException;

/** Well-typed expressions over batches of values, all made of the input, against {@link RowByRow}. */
public final class EvaluationFuzz {
    private static final int[] ROWS = {3, 70};

    private EvaluationFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws Exception {
        InputRandom random = new InputRandom(data);
        String text = new RandomExpressions(random).any(1 + random.nextInt(5));
        Evaluator evaluator;
        try {
            evaluator = Expression.compile(text, DifferentialTest.SCHEMA).evaluator("r");
        } catch (InvalidOptionsException e) {
            throw new AssertionError("not accepted: " + text, e);
        }
        for (int rows : ROWS) {
            DifferentialTest.compare(text, evaluator, random, rows, "fuzzed");
        }
    }
}
