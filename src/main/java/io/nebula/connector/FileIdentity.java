package io.nebula.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/** What tells whether a file is still the one that was looked at: size, time of change and inode. */
record FileIdentity(Path path, long size, FileTime changed, Object key) {
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
}
