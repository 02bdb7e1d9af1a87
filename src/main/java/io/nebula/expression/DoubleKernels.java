package io.nebula.expression;

/** Double arithmetic by IEEE 754: dense loops over whole arrays. */
final class DoubleKernels {
    private DoubleKernels() {}

    static void add(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    static void subtract(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i] - b[i];
        }
    }

    static void multiply(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }

    static void divide(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i] / b[i];
        }
        failAtZero(c, b);
    }

    static void remainder(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i] % b[i];
        }
        failAtZero(c, b);
    }

    private static void failAtZero(Call c, double[] b) {
        for (int i = 0, n = c.rows; i < n; i++) {
            if (b[i] == 0) {
                c.fail(i);
            }
        }
    }

    static void negate(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = -a[i];
        }
    }

    static void abs(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    static void sign(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = Math.signum(a[i]);
        }
    }

    static void floor(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = Math.floor(a[i]);
        }
    }

    static void ceil(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = Math.ceil(a[i]);
        }
    }

    static void trunc(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i] < 0 ? Math.ceil(a[i]) : Math.floor(a[i]);
        }
    }

    static void round(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = round(a[i]);
        }
    }

    static void roundTo(Call c) {
        double[] a = c.doubles(0);
        long[] digits = c.longs(1);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            double scale = Math.pow(10, Math.abs((double) digits[i]));
            double scaled = digits[i] < 0 ? a[i] / scale : a[i] * scale;
            boolean whole = digits[i] >= 0 && !(Math.abs(scaled) < 1L << 52);
            double rounded = round(scaled);
            out[i] = whole ? a[i] : digits[i] < 0 ? (rounded == 0 ? rounded : rounded * scale) : rounded / scale;
        }
    }

    /** To the nearest whole number, halves away from zero. */
    private static double round(double value) {
        double size = Math.abs(value);
        double down = Math.floor(size);
        return Math.copySign(size - down >= 0.5 ? down + 1 : down, value);
    }

    static void sqrt(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = Math.sqrt(a[i]);
        }
        for (int i = 0, n = c.rows; i < n; i++) {
            if (a[i] < 0) {
                c.fail(i);
            }
        }
    }

    static void fromLong(Call c) {
        long[] a = c.longs(0);
        double[] out = c.doubles();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = a[i];
        }
    }

    static void same(Call c) {
        System.arraycopy(c.doubles(0), 0, c.doubles(), 0, c.rows);
    }

    static void least(Call c) {
        same(c);
        double[] out = c.doubles();
        for (int argument = 1; argument < c.in.length; argument++) {
            double[] a = c.doubles(argument);
            for (int i = 0, n = c.rows; i < n; i++) {
                out[i] = Math.min(out[i], a[i]);
            }
        }
    }

    static void greatest(Call c) {
        same(c);
        double[] out = c.doubles();
        for (int argument = 1; argument < c.in.length; argument++) {
            double[] a = c.doubles(argument);
            for (int i = 0, n = c.rows; i < n; i++) {
                out[i] = Math.max(out[i], a[i]);
            }
        }
    }
}
