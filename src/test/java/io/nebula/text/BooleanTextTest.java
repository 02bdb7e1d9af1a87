package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BooleanTextTest {
    @ParameterizedTest
    @CsvSource({"true,1", "TRUE,1", "True,1", "tRuE,1", "false,0", "FALSE,0", "False,0", "fAlSe,0"})
    void shouldParseAnyCase(String text, int expected) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(BooleanText.parse(placed.bytes(), placed.start(), placed.length())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t", "f", "1", "0", "yes", "tru", "truee", "true ", " true", "fals", "falsE ", "trve",
        "falze", "\u0054\u0052\u0055\u0005", "FALS\u0005", "\u0014rue"})
    void shouldRefuseEverythingElse(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(BooleanText.parse(placed.bytes(), placed.start(), placed.length())).as(placed.toString())
                    .isEqualTo(BooleanText.INVALID);
        }
    }

    @Test
    void shouldAcceptNoOtherByteAnywhere() {
        byte[] bytes = "false".getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at++) {
            byte kept = bytes[at];
            int accepted = 0;
            for (int value = 0; value < 256; value++) {
                bytes[at] = (byte) value;
                accepted += BooleanText.parse(bytes, 0, 5) == BooleanText.FALSE ? 1 : 0;
            }
            bytes[at] = kept;
            assertThat(accepted).isEqualTo(2);
        }
    }

    @Test
    void shouldWriteLowerCase() {
        byte[] out = new byte[BooleanText.MAX_LENGTH];

        assertThat(BooleanText.write(true, out, 0)).isEqualTo(4);
        assertThat(out).startsWith('t', 'r', 'u', 'e');
        assertThat(BooleanText.write(false, out, 0)).isEqualTo(5);
        assertThat(out).containsExactly('f', 'a', 'l', 's', 'e');
    }
}
