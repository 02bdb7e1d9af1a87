package io.nebula.cli.records;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.MemorySpec;
import io.nebula.connector.SourceSpec;
import io.nebula.connector.StoredHead;
import io.nebula.format.Format;
import io.nebula.format.Formats;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Records whose format has been found out by looking at them: the name counts first, then what stands in them.
 *
 * @param format what they are written in
 * @param compression how they are stored; {@link Compression#AUTO} where the name tells it
 * @param source reads them
 * @param array whether it all seems to be one JSON array
 */
public record Recognised(Format format, Compression compression, SourceSpec source, boolean array) {
    private static final int HEAD_BYTES = 1 << 16;
    /** As much as types are inferred from. */
    private static final int STREAM_BYTES = 1 << 20;
    private static final int GZIP_MAGIC = 0x1f8b;

    /**
     * A file, or the files of a pattern; what is wrong with them shows when the source is opened.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static Recognised file(String path) throws IOException {
        String named = Formats.named(path);
        if (!isFile(path)) {
            return named(path, Formats.plain(named), Compression.AUTO, false);
        }
        StoredHead head = StoredHead.of(Path.of(path), HEAD_BYTES);
        boolean told = Compression.AUTO.of(path) == head.compression();
        return named(path, FormatGuess.of(named, head.bytes()), told ? Compression.AUTO : head.compression(),
                FormatGuess.beginsArray(head.bytes()));
    }

    private static boolean isFile(String path) {
        try {
            return Files.isRegularFile(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Recognised named(String path, Format format, Compression compression, boolean array) {
        return new Recognised(format, compression, new FileSourceSpec(List.of(path), format, Map.of(),
                FileSourceSpec.DEFAULT_MAX_RECORD_BYTES, compression), array);
    }

    /**
     * The records at the beginning of a stream, up to the last whole line of its first MiB.
     *
     * @param name what messages call it
     */
    public static Recognised stream(String name, InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream);
        buffered.mark(2);
        boolean gzip = (buffered.read() << 8 | buffered.read()) == GZIP_MAGIC;
        buffered.reset();
        InputStream content = gzip ? new GZIPInputStream(buffered) : buffered;
        byte[] bytes = content.readNBytes(STREAM_BYTES);
        Format format = FormatGuess.of(null, bytes);
        return new Recognised(format, gzip ? Compression.GZIP : Compression.NONE, new MemorySpec(name,
                bytes.length < STREAM_BYTES ? bytes : wholeLines(bytes), format, Map.of(),
                FileSourceSpec.DEFAULT_MAX_RECORD_BYTES), FormatGuess.beginsArray(bytes));
    }

    private static byte[] wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? bytes : Arrays.copyOf(bytes, end);
    }
}
