package io.nebula.format;

/**
 * Bytes that are not what the format says, where no single record can be refused for it: a broken header, a broken
 * archive.
 */
public final class MalformedDataException extends java.io.IOException {
    private static final long serialVersionUID = 1;

    /** @param message place, problem and remedy, without the input's name */
    public MalformedDataException(String message) {
        super(message);
    }
}
