package io.nebula.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberShapeTest {
    private static final String[] PIECES = {"0", "7", "12", "123456789", ".", "-", "+", "e", "E", "e5", ".25", "x", ":",
        "/", "é"};
    private static final String EXPONENT = "([eE][+-]?[0-9]+)";

    @Test
    void shouldTellTheShapeWhateverSurroundsTheText() {
        for (long seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            String before = some(random, 2);
            String text = some(random, 5);
            byte[] bytes = (before + text + some(random, 5)).getBytes(StandardCharsets.UTF_8);
            int start = before.getBytes(StandardCharsets.UTF_8).length;
            int length = text.getBytes(StandardCharsets.UTF_8).length;

            assertThat(NumberShape.of(bytes, start, length)).as("'%s', seed %d", text, seed).isEqualTo(shape(text));
        }
    }

    private static NumberShape shape(String text) {
        if (text.matches("-?(0|[1-9][0-9]*)")) {
            return NumberShape.INTEGER;
        }
        if (text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+" + EXPONENT + "?|" + EXPONENT + ")")) {
            return NumberShape.DECIMAL;
        }
        return text.matches("-?((0|[1-9][0-9]*)\\.|\\.[0-9]+)" + EXPONENT + "?")
                ? NumberShape.LOOSE_DECIMAL
                : NumberShape.NONE;
    }

    private static String some(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(random.nextBoolean() ? 4 : PIECES.length)]);
        }
        return text.toString();
    }
}
