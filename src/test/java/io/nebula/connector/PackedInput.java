package io.nebula.connector;

import io.nebula.fuzz.FuzzInput;
import io.nebula.format.OutputBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A compressed input as the fuzzer wants it: several members or frames, maybe cut, damaged or continued; or bytes that
 * may be anything.
 */
final class PackedInput {
    /** More than this is not read: what is short may become very long. */
    private static final int MOST = 1 << 22;

    /** The content of all members and of the first few, where the stored bytes would end with them. */
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stored = new ByteArrayOutputStream();
    private final boolean[] ends;
    private final int[] lengths;
    private final byte[] packed;
    private final boolean made;
    private boolean changed;
    private final int piece;
    private final int read;

    PackedInput(FuzzInput in, Compression compression) {
        made = in.flag();
        piece = 1 + in.below(64);
        read = 1 + in.below(64);
        if (!made) {
            packed = in.rest();
            ends = new boolean[0];
            lengths = new int[0];
            return;
        }
        int members = 1 + in.below(4);
        int edits = in.below(4);
        int[] at = new int[edits];
        int[] value = new int[edits];
        for (int i = 0; i < edits; i++) {
            at[i] = in.below(256) << Byte.SIZE | in.below(256);
            value[i] = in.below(256);
        }
        int cut = in.flag() ? in.below(256) : 0;
        byte[] plain = in.rest();
        int[] endsAt = new int[members];
        lengths = new int[members];
        for (int i = 0; i < members; i++) {
            int from = plain.length * i / members;
            int to = plain.length * (i + 1) / members;
            OutputBuffer out = new OutputBuffer(1);
            try (Compressor compressor = compression.compressor(Compression.USUAL_LEVEL)) {
                compressor.compress(plain, from, to - from, out);
            }
            stored.write(out.bytes(), 0, out.end());
            content.write(plain, from, to - from);
            endsAt[i] = stored.size();
            lengths[i] = content.size();
        }
        byte[] bytes = stored.toByteArray();
        for (int i = 0; i < edits; i++) {
            changed |= value[i] != 0;
            bytes[at[i] % bytes.length] ^= (byte) value[i];
        }
        packed = Arrays.copyOf(bytes, Math.max(0, bytes.length - cut));
        ends = new boolean[members];
        for (int i = 0; i < members; i++) {
            ends[i] = endsAt[i] == packed.length;
        }
    }

    byte[] packed() {
        return packed;
    }

    /** Whether the members are as they were made, all of them and nothing else. */
    boolean whole() {
        return made && !changed && packed.length == stored.size();
    }

    /** Whether what was read may be taken for all there is: everything, or all up to a cut between two members. */
    boolean mayBe(byte[] read) {
        boolean may = !made || read.length == content.size();
        for (int i = 0; i < ends.length; i++) {
            may |= ends[i] && read.length == lengths[i];
        }
        return may && (!made || Arrays.equals(read, Arrays.copyOf(content.toByteArray(), read.length)));
    }

    /** What comes out, in pieces; null if it is refused. */
    byte[] readInPieces(Packed format) {
        return all(format.open(new PiecewiseBytes(packed, piece)), read);
    }

    /** What comes out; null if it is refused. */
    byte[] readAtOnce(Packed format) {
        return all(format.open(new HeldBytes(packed, packed.length)), 1 << 16);
    }

    /** How a format is read. */
    interface Packed {
        InputBytes open(InputBytes packed);
    }

    private static byte[] all(InputBytes bytes, int atOnce) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[atOnce + 2];
        try (bytes) {
            while (out.size() < MOST) {
                int count = bytes.read(block, 1, atOnce);
                if (count < 0) {
                    break;
                }
                FuzzInput.check(count > 0 && count <= atOnce, "read " + count + " of " + atOnce);
                out.write(block, 1, count);
            }
        } catch (IOException e) {
            FuzzInput.check(e.getMessage().startsWith("x: "), "names no input: " + e.getMessage());
            return null;
        }
        return first(out.toByteArray());
    }

    /** What a stream of the library says; null if it fails. */
    static byte[] all(Opening library) {
        try (InputStream in = library.open()) {
            return first(in.readNBytes(MOST));
        } catch (IOException e) {
            return null;
        }
    }

    /** Opens a stream; may fail. */
    interface Opening {
        InputStream open() throws IOException;
    }

    private static byte[] first(byte[] bytes) {
        return bytes.length < MOST ? bytes : Arrays.copyOf(bytes, MOST);
    }
}
