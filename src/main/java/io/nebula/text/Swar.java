package io.nebula.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Looks at eight bytes at a time: the searches and short copies of the hot loops. Byte 0 is the lowest of a word. */
public final class Swar {
    public static final long LOW_BITS = 0x0101010101010101L;
    public static final long HIGH_BITS = 0x8080808080808080L;
    public static final long LOW_SEVEN = ~HIGH_BITS;
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();
    private static final long ZEROS = pattern((byte) '0');
    /** Added to a byte of at most 9 it leaves the high bit clear, to a greater one it sets it. */
    private static final long ABOVE_NINE = pattern((byte) 0x76);
    private static final int LONG_COPY = 96;
    /** How far {@link #copy} may write beyond the end. */
    public static final int OVERRUN = 16;

    private Swar() {}

    /** The eight bytes from {@code at} on, which must all lie in the array. */
    public static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    /** Sets the eight bytes from {@code at} on, which must all lie in the array. */
    public static void word(byte[] bytes, int at, long word) {
        WORDS.set(bytes, at, word);
    }

    /** A word of eight times {@code value}. */
    public static long pattern(byte value) {
        return (value & 0xffL) * LOW_BITS;
    }

    /** The high bit of exactly those bytes of {@code word} that equal the pattern's byte. */
    public static long equal(long word, long pattern) {
        long x = word ^ pattern;
        return ~((x & LOW_SEVEN) + LOW_SEVEN | x) & HIGH_BITS;
    }

    /**
     * Not zero exactly if a byte of {@code word} equals the pattern's. Its lowest bit marks the first such byte; bits
     * above that may be false.
     */
    public static long firstEqual(long word, long pattern) {
        long x = word ^ pattern;
        return x - LOW_BITS & ~x & HIGH_BITS;
    }

    /** Like {@link #firstEqual}, for bytes below {@code bound}, which is at most 128. */
    public static long firstBelow(long word, int bound) {
        return word - LOW_BITS * bound & ~word & HIGH_BITS;
    }

    /** The position of the byte that the lowest bit of a mask marks, from 0 to 7. */
    public static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /** Where {@code value} first occurs in {@code bytes[from, to)}, or {@code to}. */
    public static int indexOf(byte value, byte[] bytes, int from, int to) {
        long pattern = pattern(value);
        int at = from;
        for (; at <= to - 32; at += 32) {
            long any = firstEqual(word(bytes, at), pattern) | firstEqual(word(bytes, at + 8), pattern)
                    | firstEqual(word(bytes, at + 16), pattern) | firstEqual(word(bytes, at + 24), pattern);
            if (any != 0) {
                break;
            }
        }
        for (; at <= to - 8; at += 8) {
            long hit = firstEqual(word(bytes, at), pattern);
            if (hit != 0) {
                return at + first(hit);
            }
        }
        while (at < to && bytes[at] != value) {
            at++;
        }
        return at;
    }

    /** Where {@code value} last occurs in {@code bytes[from, to)}, or {@code from - 1}. */
    public static int lastIndexOf(byte value, byte[] bytes, int from, int to) {
        int at = to - 1;
        while (at >= from && bytes[at] != value) {
            at--;
        }
        return at;
    }

    /** How often {@code value} occurs in {@code bytes[from, to)}. */
    public static long count(byte value, byte[] bytes, int from, int to) {
        long pattern = pattern(value);
        long count = 0;
        int at = from;
        for (; at <= to - 8; at += 8) {
            count += Long.bitCount(equal(word(bytes, at), pattern));
        }
        for (; at < to; at++) {
            count += bytes[at] == value ? 1 : 0;
        }
        return count;
    }

    /**
     * Copies a short run in whole words; up to {@link #OVERRUN} bytes of {@code out} after the run may be overwritten.
     * The room for them is the caller's affair.
     */
    public static void copy(byte[] bytes, int from, byte[] out, int at, int length) {
        if (length <= 16 && from <= bytes.length - 16) {
            WORDS.set(out, at, (long) WORDS.get(bytes, from));
            WORDS.set(out, at + 8, (long) WORDS.get(bytes, from + 8));
        } else if (length <= LONG_COPY && from <= bytes.length - length - 15) {
            for (int i = 0; i < length; i += 16) {
                WORDS.set(out, at + i, (long) WORDS.get(bytes, from + i));
                WORDS.set(out, at + i + 8, (long) WORDS.get(bytes, from + i + 8));
            }
        } else {
            System.arraycopy(bytes, from, out, at, length);
        }
    }

    /** Whether the first {@code length} bytes of {@code part}, which has seven more, stand at {@code at}. */
    public static boolean isAt(byte[] bytes, int at, byte[] part, int length) {
        if (at + length + 7 > bytes.length) {
            return false;
        }
        int i = 0;
        for (; i <= length - 8; i += 8) {
            if (word(bytes, at + i) != word(part, i)) {
                return false;
            }
        }
        if (i == length) { // the word behind may lie in neither array
            return true;
        }
        long rest = (1L << (length - i) * 8) - 1;
        return (word(bytes, at + i) & rest) == (word(part, i) & rest);
    }

    /** Not zero exactly if a byte of {@code word} is no digit; its lowest bit marks the first such byte. */
    public static long firstNoDigit(long word) {
        long values = word ^ ZEROS;
        return (values + ABOVE_NINE | values) & HIGH_BITS;
    }

    /** Whether two runs hold the same bytes. */
    public static boolean same(byte[] a, int from, int length, byte[] b) {
        return length == b.length && Arrays.equals(a, from, from + length, b, 0, length);
    }
}
