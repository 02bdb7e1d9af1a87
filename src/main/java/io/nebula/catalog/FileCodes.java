package io.nebula.catalog;

import io.nebula.catalog.Code.Topic;
import java.util.List;

/** What can be wrong with a pipeline file as such. */
final class FileCodes {
    private FileCodes() {}

    static List<Code> all() {
        return List.of(
                code("missing-key",
                        "A key that is required is not there.",
                        "A source, a sink, or a setting without which a component cannot work, is not written "
                                + "anywhere.",
                        "Add the key in the section that the message points at; nebula explain TYPE lists what "
                                + "a component needs.",
                        "sink = { type = file }    # path is missing"),
                code("unknown-key",
                        "Nobody reads this key.",
                        "It is misspelt, stands in the wrong section, or belongs to another type. A setting "
                                + "that is silently ignored would be worse.",
                        "Take the suggestion, or move the key. Keys of your own go outside nebula.",
                        "parallel { workers = 4 }    # worker-count = 4"),
                code("unknown-type",
                        "There is no component, or no field type, of that name.",
                        "The name is misspelt, or the jar with a component of your own is not in "
                                + "NEBULA_CLASSPATH.",
                        "Take the suggestion; nebula list sources, transforms or sinks shows what there is.",
                        "source = { type = fiel, path = \"a.csv\" }    # file"),
                code("wrong-type",
                        "A value of another kind is needed here.",
                        "A text stands where a number, a section or a condition is due, or a field has a type "
                                + "that an operation does not take.",
                        "Write the kind of value that the message names; cast(…) or a convert transform changes "
                                + "the type of a field.",
                        "parallel { worker-count = many }    # a number, or auto"),
                code("not-a-choice",
                        "The value is none of those that are allowed.",
                        "The setting takes one of a few words.",
                        "Take one of the words in the message.",
                        "errors { policy = ignore }    # fail, skip or dead-letter"),
                code("out-of-range",
                        "The number is too small or too large, or does not fit another setting.",
                        "Beyond the range the setting has no meaning, or would contradict another one.",
                        "Stay within the range that the message names.",
                        "errors { max-reject-ratio = 5 }    # 0.05"),
                code("no-effect",
                        "The setting would change nothing.",
                        "Another setting decides that nobody uses it: a compression level where nothing is "
                                + "compressed, dead letters with policy = skip.",
                        "Remove it, or change the setting that the message names.",
                        "sink { path = \"out.csv\", gzip { level = 9 } }    # out.csv.gz"),
                code("duplicate-key",
                        "A key is set twice in one section.",
                        "HOCON keeps the last value and forgets the first without a word.",
                        "Remove one of the two. To do two things in order, use the list of transforms.",
                        "sink { path = a.csv, path = b.csv }"),
                code("no-override",
                        "A later line sets again what a substitution was to override.",
                        "Of two lines that set one key HOCON takes the later one, whatever the environment says.",
                        "Write the usual value first, and the line with ${?NAME} below it.",
                        "path = \"a.csv\", path = ${?INPUT}"),
                code("quoted-substitution",
                        "A substitution stands inside quotes, where it is plain text.",
                        "HOCON replaces ${name} only outside quotes.",
                        "End the quotes before it and begin them again after it.",
                        "path = \"in/${name}.csv\"    # \"in/\"${name}\".csv\""),
                code("unresolved",
                        "Nothing says what a substitution stands for.",
                        "The name is neither a key of the file nor an environment variable.",
                        "Set it, or write ${?NAME} to go without.",
                        "path = ${INPUT}    # INPUT=a.csv nebula run …"),
                code("syntax",
                        "The text cannot be read from here on.",
                        "A bracket, a quote or an operator is missing or stands where none can be. Such a "
                                + "problem is reported alone, as nothing after it is certain.",
                        "Look at the caret and just before it. In HOCON, texts with signs such as * : = need "
                                + "quotes.",
                        "where = speed = 5    # where = \"speed = 5\""),
                code("missing-comma",
                        "Two sections in a list have no comma between them.",
                        "HOCON merges two sections that stand side by side, so that one step of two would be left.",
                        "Write a comma or a line break between them.",
                        "transforms = [ { … } { … } ]    # { … }, { … }"),
                code("not-a-pipeline",
                        "The file holds records, not a pipeline.",
                        "run, validate and the other verbs take a pipeline file, which names the data.",
                        "Let nebula init write a pipeline for the data.",
                        "nebula run a.csv    # nebula init a.csv out.jsonl pipeline.conf"),
                code("include-not-found",
                        "An included file is not there.",
                        "The name is relative to the file that includes it. Without required(…) HOCON would go "
                                + "on with nothing.",
                        "Correct the name, and write include required(\"…\").",
                        "include \"pined.conf\"    # required(\"pinned.conf\")"),
                code("include-not-required",
                        "An included file is there, but the pipeline does not insist on it.",
                        "If it is missing some day, HOCON goes on with nothing in its place and without a word.",
                        "Write include required(\"…\").",
                        "include \"pinned.conf\"    # required(\"pinned.conf\")"),
                code("include-not-local",
                        "Only local files may be included.",
                        "A pipeline that changes with a web page or a jar cannot be relied on.",
                        "Keep a copy beside the file and include that.",
                        "include url(\"http://…\")"),
                code("include-cycle",
                        "A file is included by itself, directly or by way of others.",
                        "Reading it would never end.",
                        "Take one of the includes in the circle away.",
                        "include required(\"pipeline.conf\")    # in pipeline.conf"),
                code("too-large",
                        "There is more configuration than is read.",
                        "A file has more than 4 MiB, keys are nested more than 100 deep, includes go more than 50 deep or are "
                                + "more than 1,000, or a substitution stands for more than 16 million characters.",
                        "Look at the place: so much is hardly meant.",
                        "nebula run big.conf"),
                code("no-such-file",
                        "There is no file of that name.",
                        "The name is misspelt, or relative to another directory: names are relative to the "
                                + "working directory.",
                        "Check the name and the working directory.",
                        "nebula run cnof/quickstart.conf"),
                code("not-readable",
                        "The file is there and cannot be read.",
                        "Its permissions forbid it, it is a directory, it is damaged, or its text is not UTF-8.",
                        "Do what the message says; convert other encodings with iconv -t utf-8.",
                        "nebula run conf/    # a directory"));
    }

    private static Code code(String name, String meaning, String cause, String remedy, String example) {
        return new Code(Topic.FILE, name, meaning, cause, remedy, example);
    }
}
