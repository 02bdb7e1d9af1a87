package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.options.Options;
import io.nebula.options.Problem;

/** The options that all sinks of bytes share. */
record WriteOptions(Format format, Compression compression, int gzipLevel) {
    /** @param path whose name may tell the format and the compression */
    static WriteOptions of(Options options, String path) {
        Format format = Formats.choose(options, path);
        Compression compression = Compression.read(options);
        return new WriteOptions(format, compression, gzipLevel(options, compression.isGzip(path)));
    }

    private static int gzipLevel(Options options, boolean gzip) {
        boolean given = options.has("gzip");
        long level = options.section("gzip").integer("level", GzipCompressor.DEFAULT_LEVEL, 1);
        if (level > 9) {
            options.problem(Problem.at("gzip.level", "out-of-range", "must be from 1 to 9", null));
            return GzipCompressor.DEFAULT_LEVEL;
        }
        if (given && !gzip) {
            options.problem(Problem.key("gzip", "no-effect", "the output is not compressed",
                    "set compression = gzip, or end the name in .gz"));
        }
        return (int) level;
    }
}
