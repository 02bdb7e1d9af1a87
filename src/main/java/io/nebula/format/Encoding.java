package io.nebula.format;

/** UTF-8 as RFC 3629 defines it: whether bytes are that, and whether they begin with a byte order mark. */
public final class Encoding {
    /** How long a byte order mark is. */
    public static final int MARK_BYTES = 3;

    private Encoding() {}

    /** How many bytes the byte order mark at the beginning takes: {@link #MARK_BYTES}, or 0 if there is none. */
    public static int markLength(byte[] bytes, int length) {
        boolean mark = length >= MARK_BYTES && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        return mark ? MARK_BYTES : 0;
    }

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
