package io.nebula.cli.page;

import io.nebula.catalog.Catalog;
import io.nebula.catalog.Code;
import io.nebula.catalog.Component;
import io.nebula.expression.Function;
import io.nebula.options.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code nebula explain NAME} for a person: everything that goes by the name. */
public final class ExplainPage {
    private static final String PIPELINE = "nebula.pipeline.";
    private final String name;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private ExplainPage(String name, Style style) {
        this.name = name;
        this.style = style;
    }

    /** Null if nothing goes by that name. */
    public static String of(String name, Style style) {
        ExplainPage page = new ExplainPage(name, style);
        page.components();
        page.formats();
        page.settings();
        page.functions();
        page.codes();
        return page.out.isEmpty() ? null : page.out.toString();
    }

    private void components() {
        for (Component component : Catalog.components()) {
            if (component.type().equals(name) || (component.role().text() + "." + component.type()).equals(name)) {
                head(component.role().text() + " " + component.type(), component.summary());
                if (!component.settings().isEmpty()) {
                    title("Settings");
                    SettingText.append(component.settings(), style, out);
                }
                title("Example");
                out.append("  ").append(component.inPipeline()).append('\n');
            }
        }
    }

    private void formats() {
        Catalog.formats().stream().filter(format -> format.name().equals(name)).forEach(format -> {
            head("format " + name, format.summary() + " Names that end in " + String.join(" or ", format.extensions())
                    + " tell it.");
            settingsWith(name.equals("tsv") ? "csv." : name + ".");
        });
        Catalog.compressions().stream().filter(compression -> compression.text().equals(name)).forEach(compression -> {
            head("compression " + name, "Names that end in " + compression.extension() + " tell it; each morsel is"
                    + " compressed by the worker that has made it.");
            settingsWith(name + ".");
        });
    }

    /** The settings of a format or a compression, which sources and sinks share. */
    private void settingsWith(String prefix) {
        List<Setting> settings = Catalog.components().stream().flatMap(component -> component.settings().stream())
                .filter(setting -> setting.key().startsWith(prefix)).distinct().toList();
        if (!settings.isEmpty()) {
            title("Settings of sources and sinks");
            SettingText.append(settings, style, out);
        }
    }

    /** One setting by its path or its last key, or all below a section; of components by {@code type.key} too. */
    private void settings() {
        List<Setting> found = new ArrayList<>();
        for (Setting setting : Catalog.settings()) {
            String path = setting.key();
            String inPipeline = path.startsWith(PIPELINE) ? path.substring(PIPELINE.length()) : path;
            boolean below = inPipeline.startsWith(name + ".") || path.startsWith(name + ".");
            if (below || path.equals(name) || inPipeline.equals(name) || path.endsWith("." + name)) {
                found.add(setting);
            }
        }
        for (Component component : Catalog.components()) {
            for (Setting setting : component.settings()) {
                String path = component.type() + "." + setting.key();
                String role = component.role().text();
                if (List.of(setting.key(), path, role + "." + path, role + "." + setting.key()).contains(name)) {
                    found.add(setting.under(role + " " + component.type()));
                }
            }
        }
        if (!found.isEmpty()) {
            head(found.size() == 1 ? "setting" : "settings", null);
            SettingText.append(found, style, out);
        }
    }

    private void functions() {
        for (Function function : Catalog.functions()) {
            if (function.name().equals(name.toLowerCase(Locale.ROOT))) {
                String kind = Character.isLetter(name.charAt(0)) ? "function " : "operator ";
                head(kind + function.name(), function.summary());
                title("Forms");
                function.signatures().forEach(signature -> out.append("  ").append(signature).append('\n'));
                title("Example");
                out.append("  ").append(function.example()).append("  is  ").append(function.exampleResult())
                        .append('\n');
            }
        }
    }

    private void codes() {
        for (Code code : Catalog.codes()) {
            if (code.name().equals(name)) {
                head("code " + name, code.meaning());
                title("Why");
                Wrapped.append(code.cause(), 2, style.width(), out);
                title("What to do");
                Wrapped.append(code.remedy(), 2, style.width(), out);
                title("Example");
                out.append("  ").append(code.example().replace("\n", "\n  ")).append('\n');
            }
        }
    }

    private void head(String what, String summary) {
        out.append(out.isEmpty() ? "" : "\n").append(style.heading(what)).append('\n');
        if (summary != null) {
            Wrapped.append(summary, 2, style.width(), out);
        }
    }

    private void title(String title) {
        out.append('\n').append(style.heading(title)).append('\n');
    }
}
