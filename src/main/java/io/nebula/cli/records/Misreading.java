package io.nebula.cli.records;

import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.connector.StoredHead;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Inputs that can be read, though hardly as they are meant: nothing is wrong with a file whose lines are one field. */
public final class Misreading {
    private static final int HEAD_BYTES = 1 << 14;

    private Misreading() {}

    /** What is to be doubted about the first file of a source; paths are relative to the pipeline. */
    public static List<Problem> of(SourceSpec source) {
        if (!(source instanceof FileSourceSpec files) || !(files.format() instanceof CsvFormat csv)) {
            return List.of();
        }
        try {
            String name = files.paths().isEmpty() ? "" : files.paths().get(0);
            return Files.isRegularFile(Path.of(name)) ? of(name, StoredHead.of(Path.of(name), HEAD_BYTES).bytes(), csv)
                    : List.of();
        } catch (IOException | InvalidPathException e) {
            return List.of(); // which is said where the source is opened
        }
    }

    private static List<Problem> of(String name, byte[] head, CsvFormat csv) {
        if (hasOnlyCarriageReturns(head)) {
            return List.of(Problem.at("source", "carriage-returns", "the lines of '" + name
                    + "' end with a carriage return alone, so that all of it is one line",
                    "convert it: tr '\\r' '\\n' < " + name + " > converted.csv"));
        }
        byte delimiter = csv.dialect().delimiter();
        char other = FormatGuess.delimiter(head);
        if (other == delimiter || FormatGuess.perLine(head, other) == 0 || firstLineHas(head, delimiter)) {
            return List.of();
        }
        return List.of(Problem.at("source.csv.delimiter", "other-delimiter", "each line of '" + name
                + "' is one field, and looks like " + (FormatGuess.perLine(head, other) + 1) + " between "
                + (other == '\t' ? "tabs" : "'" + other + "'"),
                other == '\t' ? "set source.format = tsv" : "set source.csv.delimiter = \"" + other + "\""));
    }

    private static boolean firstLineHas(byte[] head, byte delimiter) {
        for (int i = 0; i < head.length && head[i] != '\n'; i++) {
            if (head[i] == delimiter) {
                return true;
            }
        }
        return false;
    }

    /** One at the end of the head may be the first half of a line end, or close a file of one line. */
    private static boolean hasOnlyCarriageReturns(byte[] head) {
        boolean found = false;
        for (int i = 0; i < head.length; i++) {
            found |= head[i] == '\r' && i < head.length - 1;
            if (head[i] == '\n') {
                return false;
            }
        }
        return found;
    }
}
