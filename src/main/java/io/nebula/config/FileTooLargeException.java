package io.nebula.config;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file is no pipeline file: it has more bytes than one may have. */
final class FileTooLargeException extends FileSystemException {
    private static final long serialVersionUID = 1;

    FileTooLargeException(Path file) {
        super(file.toString(), null, "more than " + (ConfigLimits.FILE_BYTES >> 20) + " MiB");
    }
}
