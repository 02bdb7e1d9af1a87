package io.nebula.expression;

import io.nebula.record.TextColumn;

/** {@code like}: {@code %} stands for any text, {@code _} for one character; everything else for itself. */
final class LikePattern {
    private static final byte LITERAL = 0;
    private static final byte ONE = 1;
    private static final byte ANY = 2;

    private final byte[] bytes;
    private final byte[] kinds;
    private final int length;

    private LikePattern(byte[] pattern, int escape) {
        bytes = new byte[pattern.length];
        kinds = new byte[pattern.length];
        int n = 0;
        for (int i = 0; i < pattern.length; i++) {
            boolean escaped = pattern[i] == escape;
            if (escaped && ++i == pattern.length) {
                throw new IllegalArgumentException("the pattern ends with its escape character");
            }
            bytes[n] = pattern[i];
            kinds[n++] = escaped ? LITERAL : pattern[i] == '%' ? ANY : pattern[i] == '_' ? ONE : LITERAL;
        }
        length = n;
    }

    static Kernel kernel(Object[] constants) {
        byte[] escape = constants.length < 3 ? new byte[0] : TextBuildingKernels.utf8(constants[2]);
        if (constants.length == 3 && (escape.length != 1 || escape[0] < 0)) {
            throw new IllegalArgumentException("escape must be one ASCII character");
        }
        byte[] pattern = TextBuildingKernels.utf8(constants[1]);
        LikePattern like = new LikePattern(pattern, escape.length == 0 ? -1 : escape[0]);
        return like::run;
    }

    private void run(Call c) {
        TextColumn in = c.text(0);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            c.booleans().set(row, matches(in.bytes(), start, start + in.lengths()[row]));
        }
    }

    /** Goes back to the last {@code %} on a mismatch and lets it take one character more. */
    private boolean matches(byte[] text, int start, int end) {
        int at = start;
        int p = 0;
        int anyPattern = -1;
        int anyText = 0;
        while (at < end) {
            if (p < length && kinds[p] == ANY) {
                anyPattern = p++;
                anyText = at;
            } else if (p < length && kinds[p] == ONE) {
                at = CodePoints.next(text, at, end);
                p++;
            } else if (p < length && bytes[p] == text[at]) {
                at++;
                p++;
            } else if (anyPattern >= 0) {
                anyText = CodePoints.next(text, anyText, end);
                at = anyText;
                p = anyPattern + 1;
            } else {
                return false;
            }
        }
        while (p < length && kinds[p] == ANY) {
            p++;
        }
        return p == length;
    }
}
