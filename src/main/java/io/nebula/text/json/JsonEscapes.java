package io.nebula.text.json;

/** Strings without their escapes. Stateless. */
public final class JsonEscapes {
    private static final int REPLACEMENT = 0xfffd;

    private JsonEscapes() {}

    /**
     * Writes the string whose inside is {@code bytes[from, to)}, which has been checked, without its escapes: never
     * more bytes than that. Half a surrogate pair, which UTF-8 cannot say, becomes U+FFFD.
     *
     * @return the position after the last byte written
     */
    public static int unescape(byte[] bytes, int from, int to, byte[] out, int start) {
        int end = start;
        int at = from;
        while (at < to) {
            if (bytes[at] != '\\') {
                out[end++] = bytes[at++];
            } else if (bytes[at + 1] != 'u') {
                out[end++] = plain(bytes[at + 1]);
                at += 2;
            } else {
                int unit = hex(bytes, at + 2);
                at += 6;
                if (Character.isHighSurrogate((char) unit) && isLow(bytes, at, to)) {
                    unit = Character.toCodePoint((char) unit, (char) hex(bytes, at + 2));
                    at += 6;
                }
                boolean half = unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
                end = encode(half ? REPLACEMENT : unit, out, end);
            }
        }
        return end;
    }

    private static byte plain(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    private static boolean isLow(byte[] bytes, int at, int to) {
        return at + 6 <= to && bytes[at] == '\\' && bytes[at + 1] == 'u'
                && Character.isLowSurrogate((char) hex(bytes, at + 2));
    }

    private static int hex(byte[] bytes, int at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 4 | Character.digit(bytes[at + i], 16);
        }
        return value;
    }

    private static int encode(int point, byte[] out, int at) {
        if (point < 0x80) {
            out[at] = (byte) point;
            return at + 1;
        }
        int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        out[at] = (byte) (0xff00 >> more + 1 | point >> 6 * more);
        for (int i = 1; i <= more; i++) {
            out[at + i] = (byte) (0x80 | point >> 6 * (more - i) & 0x3f);
        }
        return at + more + 1;
    }
}
