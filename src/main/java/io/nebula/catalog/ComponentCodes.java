package io.nebula.catalog;

import io.nebula.catalog.Code.Topic;
import java.util.List;

/** What can be wrong with the settings of sources and sinks. */
final class ComponentCodes {
    private ComponentCodes() {}

    static List<Code> all() {
        return List.of(
                code("wrong-format",
                        "A section of another format is there.",
                        "csv { … } is read where the format is csv or tsv only, jsonl { … } for jsonl only.",
                        "Remove it, or set the format.",
                        "sink { path = \"out.jsonl\", csv { delimiter = \";\" } }"),
                code("unknown-format",
                        "Nothing tells the format.",
                        "The name of the file ends in nothing that Nebula knows, or there is no name.",
                        "Add format = csv, tsv or jsonl.",
                        "source = { type = stdin, format = csv }"),
                code("unsupported-encoding",
                        "Only UTF-8 can be read and written.",
                        "Positions, comparisons and copies work on UTF-8 bytes.",
                        "Convert the file first with iconv.",
                        "iconv -f latin1 -t utf-8 in.csv > in-utf8.csv"),
                code("names-with-header",
                        "Names are given for a file that has a header.",
                        "The header already names the fields, and the two could differ.",
                        "Set header = false if the first line is data; else remove names and rename the fields.",
                        "csv { header = false, names = [id, name] }"),
                code("bad-names",
                        "A name in csv.names is empty or given twice.",
                        "Each field needs a name of its own.",
                        "Give each field its own name.",
                        "csv { header = false, names = [id, id] }"),
                code("impossible-null",
                        "No field could ever be this text.",
                        "Null texts are compared with fields without quotes, which hold no delimiter, no line "
                                + "end and no leading quote.",
                        "Write the text as it stands between two delimiters.",
                        "csv { null-values = [\"a,b\"] }"),
                code("not-one-character",
                        "A delimiter or a quote must be one ASCII character.",
                        "Records are cut by looking for one byte.",
                        "Give one character, no line end.",
                        "csv { delimiter = \"||\" }    # \"|\""),
                code("same-as-delimiter",
                        "Quote and delimiter are the same character.",
                        "Nobody could tell where a field ends.",
                        "Choose another quote or another delimiter.",
                        "csv { delimiter = \";\", quote = \";\" }"));
    }

    private static Code code(String name, String meaning, String cause, String remedy, String example) {
        return new Code(Topic.COMPONENT, name, meaning, cause, remedy, example);
    }
}
