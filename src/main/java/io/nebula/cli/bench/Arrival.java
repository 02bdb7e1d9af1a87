package io.nebula.cli.bench;

import io.nebula.format.OutputBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * What arrived at a sink, in a few numbers: how many lines and bytes, the sum of the lines' hashes, which tells nothing of
 * their order, and a hash of their sequence. Two of them, one after the other, add up, wherever the lines between are cut.
 */
public final class Arrival {
    /** Bytes of one that is written down. */
    static final int BYTES = 5 * Long.BYTES;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final long MIX = 0xC2B2AE3D27D4EB4FL;

    private long lines;
    private long bytes;
    private long sum;
    private long sequence;
    /** {@link #FACTOR} to the power of {@link #lines}. */
    private long power = 1;

    /** Adds what stands on the lines of {@code run[start, end)}. */
    void add(byte[] run, int start, int end) {
        bytes += end - start;
        int from = start;
        while (from < end) {
            int to = from;
            while (to < end && run[to] != '\n') {
                to++;
            }
            addLine(hash(run, from, to));
            from = to + 1;
        }
    }

    private void addLine(long hash) {
        lines++;
        sum += hash;
        sequence = sequence * FACTOR + hash;
        power *= FACTOR;
    }

    private static long hash(byte[] run, int from, int to) {
        long hash = to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = Long.rotateLeft((hash ^ (long) WORDS.get(run, at)) * FACTOR, 29);
        }
        for (; at < to; at++) {
            hash = Long.rotateLeft((hash ^ run[at]) * FACTOR, 29);
        }
        hash = (hash ^ hash >>> 32) * MIX;
        return hash ^ hash >>> 29;
    }

    /** Adds what is written down in {@code run} from {@code start} on and came after this. */
    void addWritten(byte[] run, int start) {
        long morePower = number(run, start + 4 * Long.BYTES);
        lines += number(run, start);
        bytes += number(run, start + Long.BYTES);
        sum += number(run, start + 2 * Long.BYTES);
        sequence = sequence * morePower + number(run, start + 3 * Long.BYTES);
        power *= morePower;
    }

    /** Writes it down. */
    void appendTo(OutputBuffer out) {
        for (long number : new long[] {lines, bytes, sum, sequence, power}) {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                out.append((byte) (number >>> shift));
            }
        }
    }

    private static long number(byte[] run, int at) {
        long number = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            number = number << Byte.SIZE | run[at + i] & 0xffL;
        }
        return number;
    }

    /** Lines, bytes, their content: what is different here, for a person; null if nothing is. */
    String difference(Arrival expected, boolean ordered) {
        if (lines != expected.lines || bytes != expected.bytes) {
            return String.format(Locale.ROOT, "%,d lines of %,d bytes arrived, not %,d of %,d", lines, bytes,
                    expected.lines, expected.bytes);
        }
        if (sum != expected.sum) {
            return "as many lines arrived, but with other content";
        }
        return ordered && sequence != expected.sequence ? "the same lines arrived, but in another order" : null;
    }

    long bytes() {
        return bytes;
    }

    /** That of the content, whatever its order, for a report. */
    String checksum() {
        return String.format(Locale.ROOT, "%016x", sum);
    }
}
