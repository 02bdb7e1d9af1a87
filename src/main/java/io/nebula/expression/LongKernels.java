package io.nebula.expression;

/** Integer arithmetic: dense loops that note overflow in one word, and look for the rows only when there was one. */
final class LongKernels {
    private LongKernels() {}

    static void add(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.longs();
        long over = 0;
        for (int i = 0, n = c.rows; i < n; i++) {
            long r = a[i] + b[i];
            out[i] = r;
            over |= (a[i] ^ r) & (b[i] ^ r);
        }
        if (over < 0) {
            for (int i = 0; i < c.rows; i++) {
                if (((a[i] ^ out[i]) & (b[i] ^ out[i])) < 0) {
                    c.fail(i);
                }
            }
        }
    }

    static void subtract(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.longs();
        long over = 0;
        for (int i = 0, n = c.rows; i < n; i++) {
            long r = a[i] - b[i];
            out[i] = r;
            over |= (a[i] ^ b[i]) & (a[i] ^ r);
        }
        if (over < 0) {
            for (int i = 0; i < c.rows; i++) {
                if (((a[i] ^ b[i]) & (a[i] ^ out[i])) < 0) {
                    c.fail(i);
                }
            }
        }
    }

    static void multiply(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.longs();
        long over = 0;
        for (int i = 0, n = c.rows; i < n; i++) {
            long r = a[i] * b[i];
            out[i] = r;
            over |= Math.multiplyHigh(a[i], b[i]) ^ r >> 63;
        }
        if (over != 0) {
            for (int i = 0; i < c.rows; i++) {
                if ((Math.multiplyHigh(a[i], b[i]) ^ out[i] >> 63) != 0) {
                    c.fail(i);
                }
            }
        }
    }

    static void negate(Call c) {
        long[] a = c.longs(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = -a[i];
        }
        failAtMinimum(c, a);
    }

    static void abs(Call c) {
        long[] a = c.longs(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = Math.abs(a[i]);
        }
        failAtMinimum(c, a);
    }

    private static void failAtMinimum(Call c, long[] a) {
        for (int i = 0, n = c.rows; i < n; i++) {
            if (a[i] == Long.MIN_VALUE) {
                c.fail(i);
            }
        }
    }

    static void remainder(Call c) {
        long[] a = c.longs(0);
        long[] b = c.longs(1);
        long[] out = c.longs();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            if (b[row] == 0) {
                c.fail(row);
            } else {
                out[row] = a[row] % b[row];
            }
        }
    }

    static void sign(Call c) {
        long[] a = c.longs(0);
        long[] out = c.longs();
        for (int i = 0, n = c.rows; i < n; i++) {
            out[i] = Long.signum(a[i]);
        }
    }

    static void same(Call c) {
        System.arraycopy(c.longs(0), 0, c.longs(), 0, c.rows);
    }

    static void least(Call c) {
        same(c);
        long[] out = c.longs();
        for (int argument = 1; argument < c.in.length; argument++) {
            long[] a = c.longs(argument);
            for (int i = 0, n = c.rows; i < n; i++) {
                out[i] = Math.min(out[i], a[i]);
            }
        }
    }

    static void greatest(Call c) {
        same(c);
        long[] out = c.longs();
        for (int argument = 1; argument < c.in.length; argument++) {
            long[] a = c.longs(argument);
            for (int i = 0, n = c.rows; i < n; i++) {
                out[i] = Math.max(out[i], a[i]);
            }
        }
    }
}
