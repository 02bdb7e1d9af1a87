package io.nebula.text;

/** Lays out digits and a power of ten as {@link DoubleText#write} promises. */
final class DecimalLayout {
    /** Scientific notation begins here, and below 10^-6. */
    private static final int PLAIN_LIMIT = 21;
    private static final int PLAIN_MIN = -6;

    private DecimalLayout() {}

    /** Writes an integer of at most 2^53. */
    static int writeInteger(long value, byte[] out, int at) {
        return writePointZero(out, Digits.write(value, out, at));
    }

    /** Writes {@code digits}·10^{@code power}; {@code digits} is positive and may end in zeros. */
    static int write(long digits, int power, byte[] out, int at) {
        long significant = digits % 10 == 0 ? withoutTrailingZeros(digits) : digits;
        int all = Digits.count(digits);
        int count = significant == digits ? all : Digits.count(significant);
        int exponent = all + power - 1;
        int k = exponent + 1 - count;
        if (exponent < PLAIN_MIN || exponent >= PLAIN_LIMIT) {
            return writeScientific(significant, count, exponent, out, at);
        }
        if (exponent < 0) {
            return writeBelowOne(significant, count, -exponent - 1, out, at);
        }
        if (k >= 0) {
            return writePointZero(out, zeros(k, out, Digits.write(significant, count, out, at)));
        }
        return writeSplit(significant, count, exponent + 1, out, at);
    }

    /** Halves the step instead of going one by one; divisors are constants, which makes them multiplications. */
    private static long withoutTrailingZeros(long digits) {
        long left = digits;
        while (left % 100_000_000 == 0) {
            left /= 100_000_000;
        }
        if (left % 10_000 == 0) {
            left /= 10_000;
        }
        if (left % 100 == 0) {
            left /= 100;
        }
        return left % 10 == 0 ? left / 10 : left;
    }

    private static int writePointZero(byte[] out, int at) {
        out[at] = '.';
        out[at + 1] = '0';
        return at + 2;
    }

    private static int writeBelowOne(long digits, int count, int zeros, byte[] out, int at) {
        out[at] = '0';
        out[at + 1] = '.';
        return Digits.write(digits, count, out, zeros(zeros, out, at + 2));
    }

    private static int zeros(int count, byte[] out, int at) {
        for (int k = 0; k < count; k++) {
            out[at + k] = '0';
        }
        return at + count;
    }

    /** Writes {@code count} digits with a point after the first {@code whole} of them. */
    private static int writeSplit(long digits, int count, int whole, byte[] out, int at) {
        int end = Digits.write(digits, count, out, at + 1);
        if (count >= Long.BYTES && whole < Long.BYTES) {
            long moved = (1L << whole * Byte.SIZE) - 1;
            Words.store8(out, at, Words.load8(out, at + 1) & moved | Words.load8(out, at) & ~moved);
        } else {
            for (int k = at; k < at + whole; k++) {
                out[k] = out[k + 1];
            }
        }
        out[at + whole] = '.';
        return end;
    }

    private static int writeScientific(long digits, int count, int exponent, byte[] out, int at) {
        int end;
        if (count == 1) {
            out[at] = (byte) ('0' + digits);
            end = at + 1;
        } else {
            end = writeSplit(digits, count, 1, out, at);
        }
        out[end++] = 'e';
        if (exponent < 0) {
            out[end++] = '-';
        }
        return Digits.write(Math.abs(exponent), out, end);
    }
}
