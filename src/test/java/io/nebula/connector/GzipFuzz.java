package io.nebula.connector;

import static io.nebula.fuzz.FuzzInput.check;

import io.nebula.fuzz.FuzzInput;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Gzip members that are whole, cut, damaged or anything at all: the exact content comes out or an error, the same in
 * whatever pieces, and nothing that java.util.zip reads in another way.
 */
public final class GzipFuzz {
    private static final int FLAGS = 3;
    private static final int HEADER_CRC = 2;

    private GzipFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        PackedInput input = new PackedInput(new FuzzInput(data), Compression.GZIP);
        byte[] read = input.readAtOnce(packed -> new GzipBytes("x", packed));

        check(Arrays.equals(read, input.readInPieces(packed -> new GzipBytes("x", packed))), "not the same in pieces");
        check(read != null || !input.whole(), "what was made is not read");
        if (read != null) {
            check(input.mayBe(read), "a short or wrong success");
            byte[] library = PackedInput.all(() -> new GZIPInputStream(new ByteArrayInputStream(input.packed())));
            check(Arrays.equals(read, library) || checksOfHeaders(input.packed()), "java.util.zip reads something else");
        }
    }

    /** Whether a header may have a checksum of its own: it guards no content, and is passed over. */
    private static boolean checksOfHeaders(byte[] packed) {
        for (int i = FLAGS; i < packed.length; i++) {
            if (packed[i - 1] == 8 && packed[i - 2] == (byte) 0x8b && (packed[i] & HEADER_CRC) != 0) {
                return true;
            }
        }
        return false;
    }
}
