package io.nebula.expression;

import io.nebula.record.TextColumn;
import java.util.Arrays;

/** Comparisons: numbers fill the result 64 rows a word, text is compared byte by byte, which is code point order. */
final class ComparisonKernels {
    private ComparisonKernels() {}

    static void not(Call c) {
        long[] a = c.bits(0);
        long[] out = c.bits();
        for (int w = 0, words = Words.count(c.rows); w < words; w++) {
            out[w] = ~a[w];
        }
    }

    static void equalBits(Call c) {
        long[] a = c.bits(0);
        long[] b = c.bits(1);
        long[] out = c.bits();
        for (int w = 0, words = Words.count(c.rows); w < words; w++) {
            out[w] = ~(a[w] ^ b[w]);
        }
    }

    static void unequalBits(Call c) {
        long[] a = c.bits(0);
        long[] b = c.bits(1);
        long[] out = c.bits();
        for (int w = 0, words = Words.count(c.rows); w < words; w++) {
            out[w] = a[w] ^ b[w];
        }
    }

    static void equalLongs(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] == b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void unequalLongs(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] != b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void lessLongs(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] < b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void lessOrEqualLongs(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] <= b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void greaterLongs(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] > b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void greaterOrEqualLongs(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] >= b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void equalDoubles(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] == b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void unequalDoubles(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] != b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void lessDoubles(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] < b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void lessOrEqualDoubles(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] <= b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void greaterDoubles(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] > b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void greaterOrEqualDoubles(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        long[] out = c.bits();
        for (int i = 0, n = c.rows; i < n;) {
            int word = i >> 6;
            long bits = 0;
            for (int end = Math.min(i + 64, n); i < end; i++) {
                bits |= (a[i] >= b[i] ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void equalTexts(Call c) {
        TextColumn a = c.text(0);
        TextColumn b = c.text(1);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            c.booleans().set(row, equal(a, b, row));
        }
    }

    static void unequalTexts(Call c) {
        TextColumn a = c.text(0);
        TextColumn b = c.text(1);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            c.booleans().set(row, !equal(a, b, row));
        }
    }

    static void lessTexts(Call c) {
        TextColumn a = c.text(0);
        TextColumn b = c.text(1);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            c.booleans().set(row, compare(a, b, row) < 0);
        }
    }

    static void lessOrEqualTexts(Call c) {
        TextColumn a = c.text(0);
        TextColumn b = c.text(1);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            c.booleans().set(row, compare(a, b, row) <= 0);
        }
    }

    static void greaterTexts(Call c) {
        TextColumn a = c.text(0);
        TextColumn b = c.text(1);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            c.booleans().set(row, compare(a, b, row) > 0);
        }
    }

    static void greaterOrEqualTexts(Call c) {
        TextColumn a = c.text(0);
        TextColumn b = c.text(1);
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            c.booleans().set(row, compare(a, b, row) >= 0);
        }
    }

    private static boolean equal(TextColumn a, TextColumn b, int row) {
        int aStart = a.starts()[row];
        int bStart = b.starts()[row];
        int length = a.lengths()[row];
        return length == b.lengths()[row]
                && Arrays.equals(a.bytes(), aStart, aStart + length, b.bytes(), bStart, bStart + length);
    }

    static int compare(TextColumn a, TextColumn b, int row) {
        int aStart = a.starts()[row];
        int bStart = b.starts()[row];
        return Arrays.compareUnsigned(a.bytes(), aStart, aStart + a.lengths()[row],
                b.bytes(), bStart, bStart + b.lengths()[row]);
    }

    static void leastTexts(Call c) {
        choose(c, -1);
    }

    static void greatestTexts(Call c) {
        choose(c, 1);
    }

    private static void choose(Call c, int sign) {
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            TextColumn best = c.text(0);
            for (int argument = 1; argument < c.in.length; argument++) {
                TextColumn other = c.text(argument);
                int aStart = other.starts()[row];
                int bStart = best.starts()[row];
                int order = Arrays.compareUnsigned(other.bytes(), aStart, aStart + other.lengths()[row],
                        best.bytes(), bStart, bStart + best.lengths()[row]);
                best = order * sign > 0 ? other : best;
            }
            out.append(row, best.bytes(), best.starts()[row], best.lengths()[row]);
        }
    }
}
