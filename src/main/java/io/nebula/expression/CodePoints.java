package io.nebula.expression;

/** Code points in ranges of UTF-8 bytes. */
final class CodePoints {
    private CodePoints() {}

    /** Where the code point begins that comes {@code count} after {@code start}; {@code end} if there are fewer. */
    static int skip(byte[] bytes, int start, int end, long count) {
        int at = start;
        for (long left = count; left > 0 && at < end; left--) {
            at = next(bytes, at, end);
        }
        return at;
    }

    /** Where the code point after the one at {@code at} begins, at most {@code end}. */
    static int next(byte[] bytes, int at, int end) {
        int next = at + 1;
        while (next < end && !isFirst(bytes[next])) {
            next++;
        }
        return next;
    }

    /** Whether all bytes are ASCII. */
    static boolean isAscii(byte[] bytes, int start, int end) {
        int all = 0;
        for (int i = start; i < end; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    /** Where {@code part} first occurs at or after {@code from}, or -1. */
    static int indexOf(byte[] bytes, int from, int end, byte[] part, int partStart, int partLength) {
        for (int i = from; i <= end - partLength; i++) {
            int j = 0;
            while (j < partLength && bytes[i + j] == part[partStart + j]) {
                j++;
            }
            if (j == partLength) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isFirst(byte b) {
        return (b & 0xC0) != 0x80;
    }
}
