package io.nebula.catalog;

import io.nebula.connector.Compression;
import io.nebula.expression.Function;
import io.nebula.format.Formats;
import io.nebula.options.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code src/docs/reference.md} as the catalog makes it. */
final class ReferencePage {
    private static final String HEAD = """
            # Reference

            Everything that can be written in a pipeline file, and every code that a message can carry. This page is made from the
            table that `nebula list` and `nebula explain` read, by `mvn test -Dtest=ReferencePageTest -Dnebula.write-pages=true`.

            """;
    private final StringBuilder out = new StringBuilder(HEAD);

    private ReferencePage() {}

    static String write() {
        ReferencePage page = new ReferencePage();
        page.components("Sources", Catalog.sources());
        page.components("Transforms", Catalog.transforms());
        page.components("Sinks", Catalog.sinks());
        page.formats();
        page.shared();
        page.settings("Settings of a pipeline", "nebula.pipeline.");
        page.settings("Settings of dispatchers", "nebula.dispatchers.");
        page.functions();
        page.codes();
        return page.out.toString().strip() + "\n";
    }

    private void components(String title, List<Component> components) {
        title(title);
        for (Component component : components) {
            if (component.type().startsWith("test-")) {
                continue;
            }
            out.append("### `").append(component.type()).append("`\n\n").append(component.summary()).append("\n\n");
            out.append("```hocon\n").append(component.inPipeline()).append("\n```\n\n");
            List<Setting> own = new ArrayList<>(component.settings());
            own.removeAll(Formats.settings());
            table(own, 0);
            if (own.size() < component.settings().size()) {
                out.append("And the settings of its [format](#settings-of-formats).\n\n");
            }
        }
    }

    private void formats() {
        title("Formats and compressions");
        out.append("| name | names end in | |\n|---|---|---|\n");
        for (Formats.Described format : Catalog.formats()) {
            out.append("| `").append(format.name()).append("` | `").append(String.join("`, `", format.extensions()))
                    .append("` | ").append(format.summary()).append(" |\n");
        }
        for (Compression compression : Catalog.compressions()) {
            out.append("| `").append(compression.text()).append("` | `").append(compression.extension())
                    .append("` | Compression of any of them. |\n");
        }
        out.append('\n');
    }

    private void shared() {
        title("Settings of formats");
        out.append("Of every source and sink that has a format.\n\n");
        table(Formats.settings(), 0);
    }

    private void settings(String title, String prefix) {
        title(title);
        out.append("Keys of `").append(prefix, 0, prefix.length() - 1).append("`.\n\n");
        table(Catalog.settings().stream().filter(setting -> setting.key().startsWith(prefix)).toList(), prefix.length());
    }

    private void table(List<Setting> settings, int from) {
        if (settings.isEmpty()) {
            return;
        }
        out.append("| key | values | default | meaning |\n|---|---|---|---|\n");
        for (Setting setting : settings) {
            String fallback = setting.required() ? "required" : setting.fallback() == null ? "" : "`" + setting.fallback() + "`";
            String example = setting.example() == null ? "" : " E.g. `" + cell(setting.example()) + "`";
            out.append("| `").append(setting.key().substring(from)).append("` | ").append(values(setting)).append(" | ")
                    .append(cell(fallback)).append(" | ").append(cell(setting.meaning())).append(example).append(" |\n");
        }
        out.append('\n');
    }

    private static String values(Setting setting) {
        String words = setting.choices().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
        return setting.kind() == Setting.Kind.TEXT && !words.isEmpty() ? words
                : setting.kind().words() + (words.isEmpty() ? "" : ", or " + words);
    }

    private void functions() {
        title("Functions");
        out.append("The forms of each, with examples, are in [expressions](expressions.md).\n\n| name | value |\n|---|---|\n");
        for (Function function : Catalog.functions()) {
            out.append("| `").append(cell(function.name())).append("` | ").append(cell(function.summary())).append(" |\n");
        }
        out.append('\n');
    }

    private void codes() {
        title("Codes of messages");
        out.append("A message carries its code in brackets: `error[unknown-key]`, or, of a rejected record, `[value-type]`.\n\n");
        for (Code.Topic topic : Code.Topic.values()) {
            out.append("### ").append(topic.title()).append("\n\n| code | what has been found, and why | what to do | e.g. |\n")
                    .append("|---|---|---|---|\n");
            Catalog.codes().stream().filter(code -> code.topic() == topic).forEach(code -> out.append("| `").append(code.name())
                    .append("` | ").append(cell(code.meaning() + " " + code.cause())).append(" | ").append(cell(code.remedy()))
                    .append(" | `").append(cell(code.example())).append("` |\n"));
            out.append('\n');
        }
    }

    private void title(String title) {
        out.append("## ").append(title).append("\n\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ↵ ");
    }
}
