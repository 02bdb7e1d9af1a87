package io.nebula.connector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32C;

/** What tells whether a file is still the one that was looked at: size, time of change and inode. */
record FileIdentity(Path path, long size, FileTime changed, Object key) {
    private static final int HEAD_BYTES = 1 << 16;

    static FileIdentity of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileIdentity(path, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    /** @throws IOException if the file is not as it was */
    void check() throws IOException {
        FileIdentity now;
        try {
            now = of(path);
        } catch (NoSuchFileException e) {
            throw changed("was removed");
        }
        if (!Objects.equals(key, now.key)) {
            throw changed("was replaced");
        }
        if (size != now.size) {
            throw changed((now.size < size ? "was cut from " : "grew from ") + size + " to " + now.size + " bytes");
        }
        if (!changed.equals(now.changed)) {
            throw changed("was changed");
        }
    }

    IOException changed(String what) {
        return new IOException(path + ": the file " + what + " while it was read; run again when nobody writes to it");
    }

    /** The same as a text for a later run, together with a checksum of the file's beginning. */
    String text() throws IOException {
        String head = head();
        check();
        return "path=" + path.toAbsolutePath().normalize() + " size=" + size + " changed=" + changed + " head=" + head
                + " inode=" + inode();
    }

    private String head() throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream in = Files.newInputStream(path)) {
            crc.update(in.readNBytes(HEAD_BYTES));
        } catch (IOException e) {
            throw new IOException(path + ": cannot be read (" + Reason.of(e)
                    + "); check that the file is there and that you may read it", e);
        }
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** Without the device, whose number may be another one after the machine has been started again. */
    private String inode() {
        String text = String.valueOf(key);
        int at = text.indexOf("ino=");
        return at < 0 ? "unknown" : text.substring(at + 4, text.length() - 1);
    }
}
