package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import java.util.List;
import java.util.Locale;

/** How bytes are stored. */
public enum Compression {
    /** As the name says: gzip where it ends in {@code .gz}. */
    AUTO,
    NONE,
    GZIP;

    static Compression read(Options options) {
        return switch (options.choice("compression", "auto", List.of("auto", "none", "gzip"))) {
            case "none" -> NONE;
            case "gzip" -> GZIP;
            default -> AUTO;
        };
    }

    /** Whether a file of that name is stored in gzip. */
    boolean isGzip(String path) {
        return this == GZIP || this == AUTO && named(path, ".gz");
    }

    /** What is wrong with a name that asks for a compression there is not, or null. */
    Problem unsupported(String key, String path) {
        return this == AUTO && named(path, ".zst")
                ? Problem.at(key, "unsupported-compression", path + ": this version does not know zstd",
                        "use gzip, or set compression = none if the file is not compressed")
                : null;
    }

    private static boolean named(String path, String extension) {
        return path.toLowerCase(Locale.ROOT).endsWith(extension);
    }
}
