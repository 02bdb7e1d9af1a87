package io.nebula.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The beginning of a file whose name does not have to tell what is in it.
 *
 * @param bytes the beginning of its content, all of it if it is short
 * @param compression how it is stored, by its first bytes; never {@link Compression#AUTO}
 */
public record StoredHead(byte[] bytes, Compression compression) {
    private static final int MAGIC_BYTES = 4;

    /**
     * Reads the beginning of a file.
     *
     * @param most how many bytes of its content at most
     * @throws IOException naming the file, the problem and the remedy
     */
    public static StoredHead of(Path file, int most) throws IOException {
        FileIdentity identity = FileIdentity.of(file);
        byte[] magic;
        try (InputBytes stored = new FileBytes(identity)) {
            magic = read(stored, MAGIC_BYTES);
        }
        Compression compression = compression(magic);
        try (InputBytes content = compression.content(file.toString(), new FileBytes(identity),
                DecompressionLimits.USUAL)) {
            return new StoredHead(read(content, most), compression);
        }
    }

    private static Compression compression(byte[] magic) {
        return HeadReader.isGzip(magic, magic.length) ? Compression.GZIP
                : HeadReader.isZstd(magic, magic.length) ? Compression.ZSTD : Compression.NONE;
    }

    private static byte[] read(InputBytes input, int most) throws IOException {
        byte[] bytes = new byte[most];
        int length = 0;
        int count = 0;
        while (length < most && count >= 0) {
            count = input.read(bytes, length, most - length);
            length += Math.max(count, 0);
        }
        return Arrays.copyOf(bytes, length);
    }
}
