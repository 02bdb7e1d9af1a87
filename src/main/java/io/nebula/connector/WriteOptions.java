package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.util.ArrayList;
import java.util.List;

/** The options that all sinks of bytes share. */
record WriteOptions(Format format, Compression compression, int level) {
    /** @param path whose name may tell the format and the compression */
    static WriteOptions of(Options options, String path) {
        Format format = Formats.choose(options, path);
        Compression compression = Compression.read(options);
        Compression stored = compression.of(path);
        int gzip = level(options, Compression.GZIP, stored);
        int zstd = level(options, Compression.ZSTD, stored);
        return new WriteOptions(format, compression, stored == Compression.ZSTD ? zstd : gzip);
    }

    /** What {@link #of} reads. */
    static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(Formats.settings());
        settings.add(Compression.setting("How the output is stored. auto: as its name says, .gz or .zst, else not"
                + " compressed."));
        for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
            settings.add(Setting.of(compression.text() + ".level", Kind.INTEGER, "How hard " + compression.text()
                    + " tries, from 1 to " + compression.mostLevel() + ".")
                    .otherwise(Integer.toString(compression.usualLevel())).like("1"));
        }
        return settings;
    }

    private static int level(Options options, Compression compression, Compression stored) {
        String section = compression.text();
        boolean given = options.has(section);
        long level = options.section(section).integer("level", Compression.USUAL_LEVEL, 1);
        if (level > compression.mostLevel()) {
            options.problem(Problem.at(section + ".level", "out-of-range", "must be from 1 to "
                    + compression.mostLevel(), null));
            return Compression.USUAL_LEVEL;
        }
        if (given && stored != compression) {
            options.problem(Problem.key(section, "no-effect", "the output is not compressed by " + section,
                    "set compression = " + section + ", or end the name in "
                            + (compression == Compression.GZIP ? ".gz" : ".zst")));
        }
        return (int) level;
    }
}
