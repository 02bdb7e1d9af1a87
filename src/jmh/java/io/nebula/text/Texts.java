package io.nebula.text;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Many short texts in one array, the way fields lie in a morsel. */
final class Texts {
    final byte[] bytes;
    final int[] starts;
    final int[] lengths;

    /** @param text gives the text of each number below {@code count} */
    Texts(int count, IntFunction<String> text) {
        StringBuilder all = new StringBuilder();
        starts = new int[count];
        lengths = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = all.length();
            all.append(text.apply(i));
            lengths[i] = all.length() - starts[i];
            all.append(',');
        }
        bytes = all.append("        ").toString().getBytes(StandardCharsets.US_ASCII);
    }

    String string(int i) {
        return new String(bytes, starts[i], lengths[i], StandardCharsets.ISO_8859_1);
    }

    int count() {
        return starts.length;
    }

    /** Fails unless two ways to compute the same thing agree. */
    static void check(boolean agree, String what) {
        if (!agree) {
            throw new IllegalStateException(what + " disagrees");
        }
    }

    /** What was written, as a string. */
    static String written(byte[] out, int end) {
        return new String(out, 0, end, StandardCharsets.ISO_8859_1);
    }
}
