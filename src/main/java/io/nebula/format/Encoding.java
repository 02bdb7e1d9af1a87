package io.nebula.format;

/** Tells whether bytes are UTF-8 as RFC 3629 defines it. */
public final class Encoding {
    private Encoding() {}

    /** Where the first malformed sequence of {@code bytes[from, to)} begins, or -1 if all of it is UTF-8. */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = skipAscii(bytes, at, to);
            while (at < to && bytes[at] < 0) {
                int length = sequence(bytes, at, to);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - 32) {
            long any = Swar.word(bytes, at) | Swar.word(bytes, at + 8) | Swar.word(bytes, at + 16)
                    | Swar.word(bytes, at + 24);
            if ((any & Swar.HIGH_BITS) != 0) {
                break;
            }
            at += 32;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The length of the sequence of several bytes that begins at {@code at}, or 0 if it is malformed. */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        boolean wrong = lead == 0xe0 && second < 0xa0 || lead == 0xed && second > 0x9f
                || lead == 0xf0 && second < 0x90 || lead == 0xf4 && second > 0x8f;
        for (int i = 1; i < length; i++) {
            wrong |= (bytes[at + i] & 0xc0) != 0x80;
        }
        return wrong ? 0 : length;
    }
}
