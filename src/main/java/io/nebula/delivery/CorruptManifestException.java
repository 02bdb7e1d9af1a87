package io.nebula.delivery;

import java.io.IOException;

/** Checkpoints are there, but none of them is whole. */
public final class CorruptManifestException extends IOException {
    private static final long serialVersionUID = 1;

    CorruptManifestException(String message) {
        super(message);
    }
}
