package io.nebula.connector;

import com.github.luben.zstd.util.Native;
import java.io.IOException;

/** The native library that zstd needs. */
final class ZstdLibrary {
    private ZstdLibrary() {}

    /** Loads it, unless that has been done. */
    static void load() throws IOException {
        try {
            Native.load();
        } catch (LinkageError | RuntimeException e) {
            throw new IOException("zstd needs its native library, which cannot be loaded (" + e.getMessage() + "); set"
                    + " -Djava.io.tmpdir to a directory that can be written and whose files may be executed", e);
        }
    }
}
