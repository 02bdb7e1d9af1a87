package io.nebula.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file's content where a program writes to it as to memory. There is one at a time. */
final class Mapped {
    private static final int MOST_BYTES = 1 << 16;
    private static final MappedByteBuffer MEMORY = memory();

    final MappedByteBuffer buffer;

    Mapped(Disk.Node node, int size) {
        buffer = MEMORY.slice(0, size);
        buffer.put(0, node.content(), 0, size);
    }

    private static MappedByteBuffer memory() {
        try {
            Path file = Files.createTempFile("simulated", ".mapped");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, MOST_BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes what has been written the file's content. */
    void copyTo(Disk.Node node) {
        byte[] bytes = new byte[buffer.limit()];
        buffer.get(0, bytes);
        node.write(0, bytes, 0, bytes.length);
    }
}
