package io.nebula.format.jsonl;

import io.nebula.format.OutputBuffer;
import io.nebula.format.Swar;

/** Strings with escapes and without. */
final class JsonText {
    private static final long QUOTES = Swar.pattern((byte) '"');
    private static final long BACKSLASHES = Swar.pattern((byte) '\\');
    private static final int WORD = 8;
    private static final int REPLACEMENT = 0xfffd;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private JsonText() {}

    /**
     * Writes the string whose inside is {@code bytes[from, to)}, which has been checked, without its escapes: never
     * more bytes than that. Half a surrogate pair, which UTF-8 cannot say, becomes U+FFFD.
     *
     * @return the position after the last byte written
     */
    static int unescape(byte[] bytes, int from, int to, byte[] out, int start) {
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

    /** Appends the value in quotes, escaping only what RFC 8259 says must be. */
    static void write(byte[] bytes, int start, int length, OutputBuffer out) {
        int end = start + length;
        out.append((byte) '"');
        int from = start;
        while (true) {
            int to = special(bytes, from, end);
            int at = out.end();
            Swar.copy(bytes, from, out.ensure(to - from + WORD), at, to - from);
            out.end(at + to - from);
            if (to == end) {
                break;
            }
            escape(bytes[to], out);
            from = to + 1;
        }
        out.append((byte) '"');
    }

    private static int special(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - WORD; at += WORD) {
            long word = Swar.word(bytes, at);
            long hit = Swar.firstEqual(word, QUOTES) | Swar.firstEqual(word, BACKSLASHES) | Swar.firstBelow(word, ' ');
            if (hit != 0) {
                return at + Swar.first(hit);
            }
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] < 0 || bytes[at] >= ' ')) {
            at++;
        }
        return at;
    }

    private static void escape(byte value, OutputBuffer out) {
        out.append((byte) '\\');
        switch (value) {
            case '"', '\\' -> out.append(value);
            case '\b' -> out.append((byte) 'b');
            case '\f' -> out.append((byte) 'f');
            case '\n' -> out.append((byte) 'n');
            case '\r' -> out.append((byte) 'r');
            case '\t' -> out.append((byte) 't');
            default -> {
                out.append(new byte[] {'u', '0', '0', HEX[value >> 4], HEX[value & 15]}, 0, 5);
            }
        }
    }
}
