package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads the beginning of an input until its head is complete, and further for a sample of its records. */
final class HeadReader {
    /** Types are inferred from that many bytes, after decompression. */
    static final int SAMPLE_BYTES = 1 << 20;

    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final Head NOTHING = new Head(0, 0, List.of());

    private final InputBytes input;
    private final int maxHeadBytes;
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private boolean whole;

    HeadReader(InputBytes input, int maxHeadBytes) {
        this.input = input;
        this.maxHeadBytes = maxHeadBytes;
    }

    /** The input's head. */
    Head head(Format format) throws IOException {
        if (length == 0) {
            fill(GZIP_MAGIC.length);
        }
        if (length > 1 && bytes[0] == ZSTD_MAGIC[0] && bytes[1] == ZSTD_MAGIC[1]) {
            fill(ZSTD_MAGIC.length);
        }
        refuse(GZIP_MAGIC, "gzip", ".gz");
        refuse(ZSTD_MAGIC, "zstd", ".zst");
        while (true) {
            Head head = length == 0 ? NOTHING : format.head(bytes, length, whole);
            if (head != null) {
                return head;
            }
            if (whole || length >= maxHeadBytes) {
                throw new MalformedDataException("no end of the header within " + length
                        + " bytes; check the format, or a quote that is never closed, or raise max-record-bytes");
            }
            fill((int) Math.min(maxHeadBytes, Math.max(length * 2L, bytes.length)));
        }
    }

    static boolean isGzip(byte[] bytes, int length) {
        return startsWith(bytes, length, GZIP_MAGIC);
    }

    static boolean isZstd(byte[] bytes, int length) {
        return startsWith(bytes, length, ZSTD_MAGIC);
    }

    private static boolean startsWith(byte[] bytes, int length, byte[] magic) {
        return length >= magic.length && Arrays.equals(magic, 0, magic.length, bytes, 0, magic.length);
    }

    private void refuse(byte[] magic, String compression, String extension) throws MalformedDataException {
        if (startsWith(bytes, length, magic)) {
            throw new MalformedDataException("this is " + compression + " data; set compression = " + compression
                    + ", or end the name in " + extension);
        }
    }

    /** Reads on until a sample is there; false if there is neither a record nor a column's name to infer from. */
    boolean samples(Head head) throws IOException {
        fill(SAMPLE_BYTES);
        return length > head.bytes() || !head.names().isEmpty();
    }

    private void fill(int wanted) throws IOException {
        if (bytes.length < wanted) {
            bytes = Arrays.copyOf(bytes, wanted);
        }
        while (length < wanted && !whole) {
            int count = input.read(bytes, length, bytes.length - length);
            whole = count < 0;
            length += Math.max(count, 0);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Whether there is nothing behind the bytes read. */
    boolean whole() {
        return whole;
    }
}
