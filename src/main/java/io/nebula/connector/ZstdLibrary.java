package io.nebula.connector;

import com.github.luben.zstd.util.Native;
import java.io.IOException;

/** The library that zstd needs, and its native part. A program that embeds Nebula may do without. */
final class ZstdLibrary {
    private ZstdLibrary() {}

    /** Loads it, unless that has been done. */
    static void load() throws IOException {
        try {
            Native.load();
        } catch (NoClassDefFoundError e) {
            throw new IOException("zstd needs the library com.github.luben:zstd-jni, which is not there; add it to the"
                    + " program's dependencies", e);
        } catch (LinkageError | RuntimeException e) {
            throw new IOException("zstd needs its native library, which cannot be loaded (" + e.getMessage() + "); set"
                    + " -Djava.io.tmpdir to a directory that can be written and whose files may be executed", e);
        }
    }
}
