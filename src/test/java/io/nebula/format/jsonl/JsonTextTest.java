package io.nebula.format.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.OutputBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static final String[] PIECES = {"a", "bcd", "é", "𝄞", "\"", "\\", "\n", "\u0001", "\u001f", " ", "\u007f",
        "long text"};

    @Test
    void shouldEscapeWhatMustBeEscapedWhereverItStands() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String before = some(random, 3);
            String text = some(random, 8);
            byte[] bytes = (before + text + some(random, 6)).getBytes(StandardCharsets.UTF_8);
            int start = before.getBytes(StandardCharsets.UTF_8).length;
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            OutputBuffer out = new OutputBuffer(1);

            JsonText.write(bytes, start, length, out);

            assertThat(new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8)).as("seed %d", seed)
                    .isEqualTo('"' + escaped(text) + '"');
        }
    }

    private static String some(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(random.nextBoolean() ? 2 : PIECES.length)]);
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\u0001", "\\u0001")
                .replace("\u001f", "\\u001f");
    }
}
