package io.nebula.connector;

import java.io.IOException;
import java.util.HexFormat;

/**
 * How far an unfinished output is known to be on disk.
 *
 * @param bytes how many bytes it has, as they are stored
 * @param crc the CRC-32C of these bytes
 */
public record OutputMark(long bytes, long crc) {
    /** The mark as a line of text. */
    String text() {
        return bytes + " " + HexFormat.of().toHexDigits((int) crc) + "\n";
    }

    /** Reads {@link #text} back. */
    static OutputMark parse(String text) throws IOException {
        String[] parts = text.strip().split(" ");
        try {
            return new OutputMark(Long.parseLong(parts[0]), Long.parseLong(parts[1], 16));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("'" + text.strip() + "' is no length and checksum of an output; start again with"
                    + " --restart", e);
        }
    }
}
