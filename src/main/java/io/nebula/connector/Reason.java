package io.nebula.connector;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says for a person why something with a file has failed, for use within parentheses. */
public final class Reason {
    private Reason() {}

    /** The reason, without the file: whoever says it has named that. */
    public static String of(IOException failure) {
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return failure instanceof NoSuchFileException ? "there is no such file or directory"
                : failure instanceof AccessDeniedException ? "permission denied"
                : failure instanceof FileAlreadyExistsException ? "there is a file of that name"
                : failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
