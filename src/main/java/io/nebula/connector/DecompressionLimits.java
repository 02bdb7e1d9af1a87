package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.util.List;

/**
 * How much one compressed input may become.
 *
 * @param maxBytes the most bytes after decompression
 * @param maxRatio how many times its stored bytes; looked at only beyond 64 MiB, so that small inputs may be uniform
 */
public record DecompressionLimits(long maxBytes, long maxRatio) {
    /** 1 TiB, and a thousand times what is stored. */
    public static final DecompressionLimits USUAL = new DecompressionLimits(1L << 40, 1000);
    static final long ANY_RATIO_BYTES = 64L << 20;

    public DecompressionLimits {
        if (maxBytes < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("limits of decompression are at least 1");
        }
    }

    /** What {@link #read} reads. */
    static List<Setting> settings() {
        return List.of(
                Setting.of("max-decompressed-bytes", Kind.SIZE, "The most bytes that one compressed input may become.")
                        .otherwise("1024GiB").like("10GiB"),
                Setting.of("max-compression-ratio", Kind.INTEGER, "How many times its stored bytes one compressed input"
                        + " may become; looked at beyond 64MiB.").otherwise("1000"));
    }

    static DecompressionLimits read(Options options) {
        return new DecompressionLimits(Math.max(1, options.bytes("max-decompressed-bytes", USUAL.maxBytes)),
                options.integer("max-compression-ratio", USUAL.maxRatio, 1));
    }
}
