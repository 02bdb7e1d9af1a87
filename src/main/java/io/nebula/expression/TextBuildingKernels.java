package io.nebula.expression;

import io.nebula.record.TextColumn;
import io.nebula.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text functions that write new text. */
final class TextBuildingKernels {
    /** No function makes a longer text: one bad number must not eat the memory. */
    static final int MAX_LENGTH = 1 << 20;
    /** The most bytes that joining and replacing make of texts that may be long themselves. */
    static final int LONGEST_JOINED = 16 << 20;

    private TextBuildingKernels() {}

    static void concat(Call c) {
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int total = 0;
            for (int i = 0; i < c.in.length && total <= LONGEST_JOINED; i++) {
                total += c.text(i).lengths()[row];
            }
            if (total > LONGEST_JOINED) {
                c.fail(row);
                continue;
            }
            byte[] bytes = out.ensure(total);
            int at = out.end();
            for (int i = 0; i < c.in.length; i++) {
                TextColumn in = c.text(i);
                System.arraycopy(in.bytes(), in.starts()[row], bytes, at, in.lengths()[row]);
                at += in.lengths()[row];
            }
            out.appended(row, total);
        }
    }

    static void upper(Call c) {
        TextColumn in = c.text(0);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            if (CodePoints.isAscii(in.bytes(), start, start + in.lengths()[row])) {
                turn(in, row, c.text(), 'a', 'z');
            } else {
                c.text().append(row, in.string(row).toUpperCase(Locale.ROOT));
            }
        }
    }

    static void lower(Call c) {
        TextColumn in = c.text(0);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            if (CodePoints.isAscii(in.bytes(), start, start + in.lengths()[row])) {
                turn(in, row, c.text(), 'A', 'Z');
            } else {
                c.text().append(row, in.string(row).toLowerCase(Locale.ROOT));
            }
        }
    }

    /** Changes the case of the ASCII letters from {@code first} to {@code last}. */
    private static void turn(TextColumn in, int row, TextColumn out, char first, char last) {
        int length = in.lengths()[row];
        byte[] source = in.bytes();
        byte[] target = out.ensure(length);
        int from = in.starts()[row];
        int to = out.end();
        for (int i = 0; i < length; i++) {
            byte b = source[from + i];
            target[to + i] = b >= first && b <= last ? (byte) (b ^ 0x20) : b;
        }
        out.appended(row, length);
    }

    static void replace(Call c) {
        TextColumn in = c.text(0);
        TextColumn part = c.text(1);
        TextColumn by = c.text(2);
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int partLength = part.lengths()[row];
            int byLength = by.lengths()[row];
            int start = in.starts()[row];
            int end = start + in.lengths()[row];
            int found = partLength == 0 ? -1
                    : CodePoints.indexOf(in.bytes(), start, end, part.bytes(), part.starts()[row], partLength);
            int length = 0;
            while (found >= 0 && length <= LONGEST_JOINED - byLength) {
                length = add(out, length, in.bytes(), start, found - start);
                length = add(out, length, by.bytes(), by.starts()[row], byLength);
                start = found + partLength;
                found = CodePoints.indexOf(in.bytes(), start, end, part.bytes(), part.starts()[row], partLength);
            }
            if (found >= 0 || length > LONGEST_JOINED) {
                c.fail(row);
            } else {
                out.appended(row, add(out, length, in.bytes(), start, end - start));
            }
        }
    }

    /** Adds to a row that has {@code length} bytes so far, and returns how many it has then. */
    static int add(TextColumn out, int length, byte[] bytes, int start, int count) {
        byte[] target = out.ensure(length + count);
        System.arraycopy(bytes, start, target, out.end() + length, count);
        return length + count;
    }

    static void padLeft(Call c) {
        pad(c, true);
    }

    static void padRight(Call c) {
        pad(c, false);
    }

    private static void pad(Call c, boolean left) {
        TextColumn in = c.text(0);
        TextColumn fill = c.text(2);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            long wanted = c.longs(1)[row];
            if (wanted > MAX_LENGTH / 4) {
                c.fail(row);
                continue;
            }
            int start = in.starts()[row];
            int end = start + in.lengths()[row];
            int has = Utf8.codePoints(in.bytes(), start, end - start);
            if (has >= wanted) {
                int cut = CodePoints.skip(in.bytes(), start, end, wanted);
                c.text().append(row, in.bytes(), start, cut - start);
                continue;
            }
            int length = left ? addFill(c.text(), 0, fill, row, wanted - has) : 0;
            length = add(c.text(), length, in.bytes(), start, end - start);
            c.text().appended(row, left ? length : addFill(c.text(), length, fill, row, wanted - has));
        }
    }

    private static int addFill(TextColumn out, int before, TextColumn fill, int row, long count) {
        int start = fill.starts()[row];
        int end = start + fill.lengths()[row];
        int length = before;
        int at = start;
        for (long left = start == end ? 0 : count; left > 0; left--) {
            int next = CodePoints.next(fill.bytes(), at, end);
            length = add(out, length, fill.bytes(), at, next - at);
            at = next == end ? start : next;
        }
        return length;
    }

    static void repeat(Call c) {
        TextColumn in = c.text(0);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int size = in.lengths()[row];
            long times = size == 0 ? 0 : Math.max(0, c.longs(1)[row]);
            if (times > MAX_LENGTH || times * size > MAX_LENGTH) {
                c.fail(row);
                continue;
            }
            int length = 0;
            for (long left = times; left > 0; left--) {
                length = add(c.text(), length, in.bytes(), in.starts()[row], size);
            }
            c.text().appended(row, length);
        }
    }

    static void reverse(Call c) {
        TextColumn in = c.text(0);
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            int start = in.starts()[row];
            int length = in.lengths()[row];
            byte[] target = out.ensure(length);
            int to = out.end() + length;
            for (int at = start; at < start + length;) {
                int next = CodePoints.next(in.bytes(), at, start + length);
                to -= next - at;
                System.arraycopy(in.bytes(), at, target, to, next - at);
                at = next;
            }
            out.appended(row, length);
        }
    }

    static byte[] utf8(Object constant) {
        return ((String) constant).getBytes(StandardCharsets.UTF_8);
    }
}
