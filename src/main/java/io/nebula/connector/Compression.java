package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How bytes are stored. */
public enum Compression {
    /** As the name says: gzip where it ends in {@code .gz}, zstd where it ends in {@code .zst}, else none. */
    AUTO(0, 0, null),
    NONE(0, 0, null),
    /** Levels 1 to 9, usually 6. */
    GZIP(9, 6, ".gz"),
    /** Levels 1 to 19, usually 3. Needs a native library, which is loaded at the first use. */
    ZSTD(19, 3, ".zst");

    /** Stands for the level that is usual for a compression. */
    public static final int USUAL_LEVEL = 0;
    private static final String KEY = "compression";

    private final int mostLevel;
    private final int usualLevel;
    private final String extension;

    Compression(int mostLevel, int usualLevel, String extension) {
        this.mostLevel = mostLevel;
        this.usualLevel = usualLevel;
        this.extension = extension;
    }

    /** The name that users write. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the names of files end that are stored like this; null if nothing tells. */
    public String extension() {
        return extension;
    }

    /** The setting that {@link #read} reads. */
    static Setting setting(String meaning) {
        return Setting.of(KEY, Kind.TEXT, meaning).otherwise(AUTO.text())
                .choice(AUTO.text(), NONE.text(), GZIP.text(), ZSTD.text());
    }

    static Compression read(Options options) {
        return switch (options.choice(KEY, "auto", List.of("auto", "none", "gzip", "zstd"))) {
            case "none" -> NONE;
            case "gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default -> AUTO;
        };
    }

    /** What {@link #AUTO} means for a file of that name; every other stands for itself. */
    public Compression of(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (this != AUTO) {
            return this;
        }
        return name.endsWith(".gz") ? GZIP : name.endsWith(".zst") ? ZSTD : NONE;
    }

    int mostLevel() {
        return mostLevel;
    }

    int usualLevel() {
        return usualLevel;
    }

    /**
     * The level that is meant.
     *
     * @throws IllegalArgumentException if there is no such level; any will do where nothing is compressed
     */
    int level(int level) {
        if (level < USUAL_LEVEL || mostLevel > 0 && level > mostLevel) {
            throw new IllegalArgumentException(this + " has levels from 1 to " + mostLevel);
        }
        return level == USUAL_LEVEL ? usualLevel : level;
    }

    /** A new compressor, or null if there is nothing to do. */
    Compressor compressor(int level) {
        return switch (this) {
            case GZIP -> new GzipCompressor(level(level));
            case ZSTD -> new ZstdCompressor(level(level));
            default -> null;
        };
    }

    /** The content of stored bytes, which are closed with it. */
    InputBytes content(String name, InputBytes stored, DecompressionLimits limits) throws IOException {
        if (this == GZIP) {
            return new LimitedBytes(name, new GzipBytes(name, stored), limits);
        }
        if (this != ZSTD) {
            return stored;
        }
        try {
            ZstdLibrary.load();
        } catch (IOException e) {
            stored.close();
            throw e;
        }
        return new LimitedBytes(name, new ZstdBytes(name, stored), limits);
    }

    /** Why this cannot be used here, or null. */
    Problem missing(String key) {
        try {
            if (this == ZSTD) {
                ZstdLibrary.load();
            }
            return null;
        } catch (IOException e) {
            return Problem.at(key, "no-zstd", e.getMessage(), "or use gzip");
        }
    }
}
