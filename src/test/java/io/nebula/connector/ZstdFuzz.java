package io.nebula.connector;

import static io.nebula.fuzz.FuzzInput.check;

import com.github.luben.zstd.ZstdInputStream;
import io.nebula.fuzz.FuzzInput;
import java.io.ByteArrayInputStream;
import java.util.Arrays;

/**
 * Zstd frames that are whole, cut, damaged or anything at all: the exact content comes out or an error, never another one in
 * pieces, and nothing that the library's own stream reads in another way.
 */
public final class ZstdFuzz {
    private ZstdFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        PackedInput input = new PackedInput(new FuzzInput(data), Compression.ZSTD);
        byte[] read = input.readAtOnce(packed -> new ZstdBytes("x", packed));

        byte[] pieces = input.readInPieces(packed -> new ZstdBytes("x", packed));
        // the library refuses a compressed block without bytes only where the whole frame is there
        check(read == null || pieces == null || Arrays.equals(read, pieces), "not the same in pieces");
        check(pieces == null || input.mayBe(pieces), "a short or wrong success in pieces");
        check(read != null || !input.whole(), "what was made is not read");
        if (read != null) {
            check(input.mayBe(read), "a short or wrong success");
            byte[] library = PackedInput.all(() -> new ZstdInputStream(new ByteArrayInputStream(input.packed())));
            check(Arrays.equals(read, library), "the library reads something else");
        }
    }
}
