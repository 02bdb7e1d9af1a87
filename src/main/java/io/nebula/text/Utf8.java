package io.nebula.text;

/** UTF-8 as RFC 3629 defines it. Stateless. */
public final class Utf8 {
    /** The most bytes that {@link #encode} needs. */
    public static final int MAX_LENGTH = 4;

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

    private Utf8() {}

    /**
     * Where the first malformed sequence begins, as an index into {@code bytes}, or -1 if there is none. Overlong
     * forms, surrogates, code points above U+10FFFF and sequences that the end cuts off are malformed.
     */
    public static int firstInvalid(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        while (at < end) {
            if (bytes[at] >= 0) {
                at = skipAscii(bytes, at, end);
                continue;
            }
            int sequence = sequenceLength(bytes, at, end);
            if (sequence == 0) {
                return at;
            }
            at += sequence;
        }
        return -1;
    }

    /** How many code points valid UTF-8 has; of malformed text, how many bytes do not continue a sequence. */
    public static int codePoints(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        int continuations = 0;
        for (; end - at >= 8; at += 8) {
            long word = Words.load8(bytes, at);
            continuations += Long.bitCount(word >>> 7 & ~(word >>> 6) & LOW_BITS);
        }
        for (; at < end; at++) {
            continuations += isContinuation(bytes[at]) ? 1 : 0;
        }
        return length - continuations;
    }

    /**
     * Writes {@code codePoint} at {@code at} and returns the position after it.
     *
     * @throws IllegalArgumentException for surrogates and numbers outside 0 to 0x10FFFF, which have no UTF-8 form
     */
    public static int encode(int codePoint, byte[] out, int at) {
        if (codePoint >= 0 && codePoint < 0x80) {
            out[at] = (byte) codePoint;
            return at + 1;
        }
        if (codePoint >= 0 && codePoint < 0x800) {
            out[at] = (byte) (0xC0 | codePoint >> 6);
            return encodeLast(codePoint, out, at + 1);
        }
        if (codePoint < 0 || codePoint > 0x10FFFF || codePoint >= 0xD800 && codePoint <= 0xDFFF) {
            throw new IllegalArgumentException("0x" + Integer.toHexString(codePoint)
                    + " has no UTF-8 form: a code point is 0 to 0x10ffff and no surrogate (0xd800 to 0xdfff)");
        }
        if (codePoint < 0x10000) {
            out[at] = (byte) (0xE0 | codePoint >> 12);
            encodeLast(codePoint >> 6, out, at + 1);
            return encodeLast(codePoint, out, at + 2);
        }
        out[at] = (byte) (0xF0 | codePoint >> 18);
        encodeLast(codePoint >> 12, out, at + 1);
        encodeLast(codePoint >> 6, out, at + 2);
        return encodeLast(codePoint, out, at + 3);
    }

    private static int encodeLast(int bits, byte[] out, int at) {
        out[at] = (byte) (0x80 | bits & 0x3F);
        return at + 1;
    }

    private static int skipAscii(byte[] bytes, int start, int end) {
        int at = start;
        while (end - at >= 32) {
            long any = Words.load8(bytes, at) | Words.load8(bytes, at + 8) | Words.load8(bytes, at + 16)
                    | Words.load8(bytes, at + 24);
            if ((any & HIGH_BITS) != 0) {
                break;
            }
            at += 32;
        }
        while (end - at >= 8) {
            long high = Words.load8(bytes, at) & HIGH_BITS;
            if (high != 0) {
                return at + (Long.numberOfTrailingZeros(high) >> 3);
            }
            at += 8;
        }
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The length of the sequence of more than one byte that begins at {@code at}, or 0 if it is malformed. */
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4 || end - at < 2) {
            return 0;
        }
        byte second = bytes[at + 1];
        if (!isContinuation(second)) {
            return 0;
        }
        if (lead < 0xE0) {
            return 2;
        }
        int length = lead < 0xF0 ? 3 : 4;
        if (end - at < length || !isInRange(lead, second & 0xFF) || !isContinuation(bytes[at + 2])) {
            return 0;
        }
        return length == 3 || isContinuation(bytes[at + 3]) ? length : 0;
    }

    /** Whether the first two bytes make no overlong form, no surrogate and nothing above U+10FFFF. */
    private static boolean isInRange(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
