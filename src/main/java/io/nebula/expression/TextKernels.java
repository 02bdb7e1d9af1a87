package io.nebula.expression;

import io.nebula.record.TextColumn;
import io.nebula.text.Utf8;
import java.util.Arrays;

/** Text functions that measure, search or cut; what they cut is a view of the argument's bytes. */
final class TextKernels {
    private TextKernels() {}

    static void length(Call c) {
        TextColumn in = c.text(0);
        byte[] bytes = in.bytes();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            c.longs()[row] = Utf8.codePoints(bytes, start, in.lengths()[row]);
        }
    }

    static void byteLength(Call c) {
        int[] lengths = c.text(0).lengths();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            c.longs()[row] = lengths[row];
        }
    }

    static void startsWith(Call c) {
        TextColumn a = c.text(0);
        TextColumn b = c.text(1);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int length = b.lengths()[row];
            c.booleans().set(row, length <= a.lengths()[row] && equal(a, a.starts()[row], b, b.starts()[row], length));
        }
    }

    static void endsWith(Call c) {
        TextColumn a = c.text(0);
        TextColumn b = c.text(1);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int length = b.lengths()[row];
            int start = a.starts()[row] + a.lengths()[row] - length;
            c.booleans().set(row, length <= a.lengths()[row] && equal(a, start, b, b.starts()[row], length));
        }
    }

    private static boolean equal(TextColumn a, int aStart, TextColumn b, int bStart, int length) {
        return Arrays.equals(a.bytes(), aStart, aStart + length, b.bytes(), bStart, bStart + length);
    }

    static void contains(Call c) {
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            c.booleans().set(row, indexOf(c.text(0), c.text(1), row) >= 0);
        }
    }

    static void position(Call c) {
        TextColumn in = c.text(0);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int at = indexOf(in, c.text(1), row);
            c.longs()[row] = at < 0 ? 0 : Utf8.codePoints(in.bytes(), in.starts()[row], at - in.starts()[row]) + 1;
        }
    }

    private static int indexOf(TextColumn text, TextColumn part, int row) {
        int start = text.starts()[row];
        return CodePoints.indexOf(text.bytes(), start, start + text.lengths()[row],
                part.bytes(), part.starts()[row], part.lengths()[row]);
    }

    static void trim(Call c) {
        trim(c, true, true);
    }

    static void trimLeft(Call c) {
        trim(c, true, false);
    }

    static void trimRight(Call c) {
        trim(c, false, true);
    }

    private static void trim(Call c, boolean left, boolean right) {
        TextColumn in = c.text(0);
        byte[] bytes = in.bytes();
        c.text().viewOf(bytes);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            int end = start + in.lengths()[row];
            while (left && start < end && isSpace(bytes[start])) {
                start++;
            }
            while (right && start < end && isSpace(bytes[end - 1])) {
                end--;
            }
            c.text().set(row, start, end - start);
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    static void substring(Call c) {
        TextColumn in = c.text(0);
        byte[] bytes = in.bytes();
        c.text().viewOf(bytes);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            long from = c.longs(1)[row];
            long length = c.in.length == 2 ? Long.MAX_VALUE : c.longs(2)[row];
            long before = Math.max(0, from - 1);
            // what lies before the first character counts towards the length, as in SQL
            long wanted = from < 1 ? length + from - 1 : length;
            wanted = length < 0 || from < 1 && wanted > length ? 0 : wanted;
            int start = in.starts()[row];
            int end = start + in.lengths()[row];
            int first = CodePoints.skip(bytes, start, end, before);
            c.text().set(row, first, CodePoints.skip(bytes, first, end, wanted) - first);
        }
    }

    static void left(Call c) {
        TextColumn in = c.text(0);
        byte[] bytes = in.bytes();
        c.text().viewOf(bytes);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            c.text().set(row, start, CodePoints.skip(bytes, start, start + in.lengths()[row], c.longs(1)[row]) - start);
        }
    }

    static void right(Call c) {
        TextColumn in = c.text(0);
        byte[] bytes = in.bytes();
        c.text().viewOf(bytes);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            int end = start + in.lengths()[row];
            int count = Utf8.codePoints(bytes, start, end - start);
            int first = CodePoints.skip(bytes, start, end, count - Math.min(count, Math.max(0, c.longs(1)[row])));
            c.text().set(row, first, end - first);
        }
    }

    static void splitPart(Call c) {
        TextColumn in = c.text(0);
        TextColumn separator = c.text(1);
        c.text().viewOf(in.bytes());
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            if (c.longs(2)[row] < 1) {
                c.fail(row);
            } else {
                splitPart(c, in, separator, row);
            }
        }
    }

    private static void splitPart(Call c, TextColumn in, TextColumn separator, int row) {
        int start = in.starts()[row];
        int end = start + in.lengths()[row];
        int length = separator.lengths()[row];
        for (long left = c.longs(2)[row]; ; left--) {
            int found = length == 0 ? -1
                    : CodePoints.indexOf(in.bytes(), start, end, separator.bytes(), separator.starts()[row], length);
            if (left == 1) {
                c.text().set(row, start, (found < 0 ? end : found) - start);
                return;
            }
            if (found < 0) {
                c.text().set(row, end, 0);
                return;
            }
            start = found + length;
        }
    }
}
