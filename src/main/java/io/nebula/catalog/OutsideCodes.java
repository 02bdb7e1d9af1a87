package io.nebula.catalog;

import io.nebula.catalog.Code.Topic;
import java.util.List;

/** What can be wrong with the files that a pipeline reads and writes. */
final class OutsideCodes {
    private OutsideCodes() {}

    static List<Code> all() {
        return List.of(
                code("bad-path",
                        "This is no path of a file.",
                        "It is empty, too long, holds a character that no path has, or standard input is mixed "
                                + "with files.",
                        "Give a path such as \"out/data.csv\".",
                        "source { type = file, path = [] }"),
                code("no-match",
                        "No file matches the pattern.",
                        "The pattern is misspelt, or relative to another directory.",
                        "Check the pattern and the working directory; quote patterns in the shell.",
                        "source = \"data/*.cvs\""),
                code("is-directory",
                        "A directory is named where a file is needed.",
                        "Nebula does not guess which of its files are meant.",
                        "Write a pattern such as \"data/*.csv\", or a file name.",
                        "source = \"data\"    # \"data/*.csv\""),
                code("not-a-file",
                        "This is neither a file nor a directory.",
                        "Devices and pipes by name cannot be read again or replaced.",
                        "Use \"-\" for the standard streams; type = discard writes nothing.",
                        "sink = \"/dev/null\"    # { type = discard }"),
                code("not-a-directory",
                        "A part of the path is a file.",
                        "Below a file no directory can be made.",
                        "Choose another directory.",
                        "sink = \"data.csv/out.csv\""),
                code("not-writable",
                        "The directory may not be written to by this user.",
                        "Outputs are made under another name beside their final one, so the directory must be "
                                + "writable.",
                        "Change its permissions or choose another directory.",
                        "sink = \"/etc/out.csv\""),
                code("output-exists",
                        "The output is there already.",
                        "A finished output is never overwritten unless that is asked for.",
                        "Set overwrite = true, remove it, or write to another file.",
                        "sink { type = file, path = \"out.csv\", overwrite = true }"),
                code("output-is-input",
                        "The output is one of the inputs.",
                        "It would be replaced while it is read.",
                        "Write to another file.",
                        "source = \"a.csv\", sink = \"./a.csv\""),
                code("same-output",
                        "Dead letters would go to the output itself.",
                        "Two writers would spoil one file.",
                        "Write dead letters to another file.",
                        "errors { dead-letter = \"out/bad.jsonl\" }"),
                code("mixed-formats",
                        "The inputs have names that tell different formats.",
                        "The first name tells the format of all.",
                        "Set format if the names mislead, or read them in runs of their own.",
                        "source { path = [\"a.csv\", \"b.jsonl\"] }"),
                code("missing-column",
                        "An input lacks a column that the first one has.",
                        "All files of one source share one schema; columns are matched by name.",
                        "Add the column, or read the file in a run of its own.",
                        "a.csv: id,name    b.csv: id"),
                code("extra-column",
                        "An input has a column that the first one has not.",
                        "All files of one source share one schema; columns are matched by name.",
                        "Remove the column, or read the file in a run of its own.",
                        "a.csv: id    b.csv: id,name"),
                code("no-zstd",
                        "The native library of zstd cannot be loaded.",
                        "There is none for this platform, or the directory for temporary files allows no "
                                + "programs.",
                        "Do what the message says, or use gzip.",
                        "NEBULA_OPTS=-Djava.io.tmpdir=/var/tmp nebula run …"),
                code("no-bytes",
                        "Generated records cannot be replayed.",
                        "They have no bytes that a dead letter could hold.",
                        "Run the pipeline again instead.",
                        "nebula replay bad.jsonl generated.conf"),
                code("not-declared",
                        "The fields of standard input are not known here.",
                        "It cannot be read again, and no schema declares its fields.",
                        "Set source to a file with the same fields, or declare a schema.",
                        "nebula replay bad.jsonl p.conf --set source=in.csv"),
                code("not-resumable",
                        "Checkpoints are asked for and cannot be taken.",
                        "The source cannot be read again, or the output cannot be continued.",
                        "Read and write files, or set checkpoint.enabled = auto, which means off here.",
                        "sink { type = stdout }, checkpoint { enabled = true }"));
    }

    private static Code code(String name, String meaning, String cause, String remedy, String example) {
        return new Code(Topic.OUTSIDE, name, meaning, cause, remedy, example);
    }
}
