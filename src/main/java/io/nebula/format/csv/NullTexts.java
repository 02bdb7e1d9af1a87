package io.nebula.format.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The texts that, without quotes, mean null, besides the empty one. */
final class NullTexts {
    private final byte[][] texts;

    NullTexts(List<String> nullValues) {
        texts = nullValues.stream().filter(text -> !text.isEmpty()).map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** The first of them, or null if there are none. */
    byte[] first() {
        return texts.length == 0 ? null : texts[0];
    }

    /** Whether these bytes are one of them. */
    boolean contain(byte[] bytes, int start, int length) {
        for (byte[] text : texts) {
            if (text.length == length && Arrays.equals(bytes, start, start + length, text, 0, length)) {
                return true;
            }
        }
        return false;
    }
}
