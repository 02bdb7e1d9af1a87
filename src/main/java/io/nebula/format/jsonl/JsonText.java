package io.nebula.format.jsonl;

import io.nebula.format.OutputBuffer;
import io.nebula.text.Swar;

/** Writes strings. */
final class JsonText {
    private static final long QUOTES = Swar.pattern((byte) '"');
    private static final long BACKSLASHES = Swar.pattern((byte) '\\');
    private static final int WORD = 8;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private JsonText() {}

    /** Appends the value in quotes, escaping only what RFC 8259 says must be. */
    static void write(byte[] bytes, int start, int length, OutputBuffer out) {
        int end = start + length;
        int plain = special(bytes, start, end) - start;
        int at = out.end();
        byte[] target = out.ensure(length + 2 + Swar.OVERRUN);
        target[at] = '"';
        Swar.copy(bytes, start, target, at + 1, plain);
        at += 1 + plain;
        if (plain == length) {
            target[at] = '"';
            out.end(at + 1);
            return;
        }
        out.end(at);
        writeEscaped(bytes, start + plain, end, out);
        out.append((byte) '"');
    }

    /** Appends what begins with a character that must be escaped. */
    private static void writeEscaped(byte[] bytes, int start, int end, OutputBuffer out) {
        int from = start;
        while (from < end) {
            escape(bytes[from++], out);
            int to = special(bytes, from, end);
            int at = out.end();
            Swar.copy(bytes, from, out.ensure(to - from + Swar.OVERRUN), at, to - from);
            out.end(at + to - from);
            from = to;
        }
    }

    private static int special(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - WORD; at += WORD) {
            long hit = special(Swar.word(bytes, at));
            if (hit != 0) {
                return at + Swar.first(hit);
            }
        }
        if (at < to && at + WORD <= bytes.length) {
            long hit = special(Swar.word(bytes, at)) & (1L << (to - at) * WORD) - 1;
            return hit == 0 ? to : at + Swar.first(hit);
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] < 0 || bytes[at] >= ' ')) {
            at++;
        }
        return at;
    }

    private static long special(long word) {
        return Swar.firstEqual(word, QUOTES) | Swar.firstEqual(word, BACKSLASHES) | Swar.firstBelow(word, ' ');
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
