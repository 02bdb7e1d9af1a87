package io.nebula.expression;

/** Functions that cost tens of nanoseconds: live rows only. One loop each, so that none calls through an interface. */
final class MathKernels {
    private static final double LN_2 = Math.log(2);

    private MathKernels() {}

    static void cbrt(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            out[row] = Math.cbrt(x);
        }
    }

    static void exp(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            out[row] = Math.exp(x);
        }
    }

    static void ln(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            if (x <= 0) {
                c.fail(row);
            }
            out[row] = Math.log(x);
        }
    }

    static void log10(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            if (x <= 0) {
                c.fail(row);
            }
            out[row] = Math.log10(x);
        }
    }

    static void log2(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            if (x <= 0) {
                c.fail(row);
            }
            out[row] = log2(x);
        }
    }

    static void sin(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            out[row] = Math.sin(x);
        }
    }

    static void cos(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            out[row] = Math.cos(x);
        }
    }

    static void tan(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            out[row] = Math.tan(x);
        }
    }

    static void asin(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            if (Math.abs(x) > 1) {
                c.fail(row);
            }
            out[row] = Math.asin(x);
        }
    }

    static void acos(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            if (Math.abs(x) > 1) {
                c.fail(row);
            }
            out[row] = Math.acos(x);
        }
    }

    static void atan(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            out[row] = Math.atan(x);
        }
    }

    static void degrees(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            out[row] = Math.toDegrees(x);
        }
    }

    static void radians(Call c) {
        double[] a = c.doubles(0);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double x = a[row];
            out[row] = Math.toRadians(x);
        }
    }

    /** Exact for powers of two, which a quotient of logarithms is not. */
    private static double log2(double x) {
        int exponent = Math.getExponent(x);
        return x == Math.scalb(1.0, exponent) ? exponent : Math.log(x) / LN_2;
    }

    static void atan2(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            out[row] = Math.atan2(a[row], b[row]);
        }
    }

    static void power(Call c) {
        double[] a = c.doubles(0);
        double[] b = c.doubles(1);
        double[] out = c.doubles();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            double result = Math.pow(a[row], b[row]);
            boolean undefined = result != result && a[row] == a[row] && b[row] == b[row];
            if (undefined || a[row] == 0 && b[row] < 0) {
                c.fail(row);
            }
            out[row] = result;
        }
    }

    static void pi(Call c) {
        double[] out = c.doubles();
        for (int i = 0; i < c.rows; i++) {
            out[i] = Math.PI;
        }
    }
}
