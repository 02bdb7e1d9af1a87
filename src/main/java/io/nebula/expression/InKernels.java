package io.nebula.expression;

import static io.nebula.record.ValueType.DATE;
import static io.nebula.record.ValueType.DOUBLE;
import static io.nebula.record.ValueType.LONG;
import static io.nebula.record.ValueType.STRING;
import static io.nebula.record.ValueType.TIMESTAMP;

import io.nebula.record.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code in} with constants: a binary search in the sorted list. */
final class InKernels {
    private InKernels() {}

    static Function function() {
        return new Function("in", "Whether the left equals one of the list.", "2 in (1, 2, 3)", "true")
                .lookup(LONG, InKernels::longs)
                .lookup(DATE, InKernels::longs)
                .lookup(TIMESTAMP, InKernels::longs)
                .lookup(DOUBLE, InKernels::doubles)
                .lookup(STRING, InKernels::texts);
    }

    private static Kernel longs(Object[] constants) {
        long[] sorted = new long[constants.length - 1];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (Long) constants[i + 1];
        }
        Arrays.sort(sorted);
        return c -> {
            long[] a = c.longs(0);
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                c.booleans().set(row, Arrays.binarySearch(sorted, a[row]) >= 0);
            }
        };
    }

    /** Adding zero turns -0.0, which equals 0.0 but sorts before it, into 0.0; NaN equals nothing. */
    private static Kernel doubles(Object[] constants) {
        double[] sorted = new double[constants.length - 1];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (Double) constants[i + 1] + 0.0;
        }
        Arrays.sort(sorted);
        return c -> {
            double[] a = c.doubles(0);
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                c.booleans().set(row, a[row] == a[row] && Arrays.binarySearch(sorted, a[row] + 0.0) >= 0);
            }
        };
    }

    private static Kernel texts(Object[] constants) {
        byte[][] sorted = new byte[constants.length - 1][];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = ((String) constants[i + 1]).getBytes(StandardCharsets.UTF_8);
        }
        Arrays.sort(sorted, Arrays::compareUnsigned);
        return c -> {
            TextColumn in = c.text(0);
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                c.booleans().set(row, contains(sorted, in.bytes(), in.starts()[row], in.lengths()[row]));
            }
        };
    }

    private static boolean contains(byte[][] sorted, byte[] bytes, int start, int length) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = Arrays.compareUnsigned(sorted[middle], 0, sorted[middle].length, bytes, start, start + length);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
