package io.nebula.config;

import io.nebula.format.Formats;
import java.nio.file.Path;

/** Records where a pipeline file is expected. */
final class DataFile {
    private DataFile() {}

    /** What is wrong with that file; null unless its name tells records, and its text no pipeline. */
    static Diagnostic found(Path file, String text) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String format = Formats.named(name);
        if (format == null || text.contains("nebula")) {
            return null;
        }
        String output = name.substring(0, name.indexOf('.')) + (format.equals("jsonl") ? ".csv" : ".jsonl");
        return Diagnostic.ofFile(file.toString(), "not-a-pipeline", "these are records (" + format
                + "), and a pipeline file is needed here", "to write one for them: nebula init " + file + " "
                + (output.startsWith(".") ? "out" + output : output) + " pipeline.conf");
    }
}
