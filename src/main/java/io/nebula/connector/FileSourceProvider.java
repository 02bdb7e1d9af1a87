package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Configures {@link FileSourceSpec}, and {@link StdinSourceSpec} for the path {@code -}. */
public final class FileSourceProvider implements SourceProvider {
    @Override
    public String type() {
        return "file";
    }

    @Override
    public String summary() {
        return "Reads files, one after the other; \"-\" is standard input.";
    }

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.of("path", Kind.TEXTS, "Files, or patterns such as \"data/*.csv.gz\", read in the order of"
                + " their names' bytes; \"-\" is standard input. Names tell format and compression.")
                .needed().like("\"conf/data/birdstrikes.csv\""));
        settings.addAll(ReadOptions.settings());
        return settings;
    }

    @Override
    public String example() {
        return "{ type = file, path = \"data/*.csv.gz\" }";
    }

    @Override
    public SourceSpec create(Options options) {
        List<String> paths = options.strings("path");
        if (paths.equals(List.of("-"))) {
            return StdinSourceProvider.stdin(options);
        }
        if (paths.contains("-")) {
            options.problem(Problem.at("path." + paths.indexOf("-"), "bad-path",
                    "standard input cannot be read together with files", "read it in a run of its own"));
        }
        if (paths.isEmpty() && options.has("path")) {
            options.problem(Problem.at("path", "bad-path", "the list is empty", "name at least one file"));
        }
        ReadOptions read = ReadOptions.of(options, telling(paths.isEmpty() ? "" : paths.get(0)));
        return read.format() == null ? null : new FileSourceSpec(paths, read.format(), read.declared(),
                read.maxRecordBytes(), read.compression(), read.limits(), !options.has("format"));
    }

    /** The name that tells the format; where none can, because the path is missing or a directory, that is the problem. */
    static String telling(String path) {
        return path.isEmpty() || new File(path).isDirectory() ? "no-file.csv" : path;
    }
}
