package io.nebula.cli.page;

import io.nebula.catalog.Catalog;
import io.nebula.catalog.Code;
import io.nebula.catalog.Component;
import io.nebula.catalog.Found;
import io.nebula.connector.Compression;
import io.nebula.expression.Function;
import io.nebula.format.Formats;
import io.nebula.options.Setting;
import java.util.List;

/** {@code nebula explain NAME} for a person: everything that goes by the name. */
public final class ExplainPage {
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private ExplainPage(Style style) {
        this.style = style;
    }

    /** Null if nothing goes by that name. */
    public static String of(String name, Style style) {
        Found found = Found.of(name);
        if (found.isEmpty()) {
            return null;
        }
        ExplainPage page = new ExplainPage(style);
        found.components().forEach(page::component);
        found.formats().forEach(page::format);
        found.compressions().forEach(page::compression);
        page.settings(found.settings());
        found.functions().forEach(page::function);
        found.codes().forEach(page::code);
        return page.out.toString();
    }

    private void component(Component component) {
        head(component.role().text() + " " + component.type(), component.summary());
        if (!component.settings().isEmpty()) {
            title("Settings");
            SettingText.append(component.settings(), style, out);
        }
        title("Example");
        out.append("  ").append(component.inPipeline()).append('\n');
    }

    private void format(Formats.Described format) {
        head("format " + format.name(), format.summary() + " Names that end in "
                + String.join(" or ", format.extensions()) + " tell it.");
        settingsWith(format.name().equals("tsv") ? "csv." : format.name() + ".");
    }

    private void compression(Compression compression) {
        head("compression " + compression.text(), "Names that end in " + compression.extension() + " tell it; each"
                + " morsel is compressed by the worker that has made it.");
        settingsWith(compression.text() + ".");
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

    private void settings(List<Setting> settings) {
        if (!settings.isEmpty()) {
            head(settings.size() == 1 ? "setting" : "settings", null);
            SettingText.append(settings, style, out);
        }
    }

    private void function(Function function) {
        String kind = Character.isLetter(function.name().charAt(0)) ? "function " : "operator ";
        head(kind + function.name(), function.summary());
        title("Forms");
        function.signatures().forEach(signature -> out.append("  ").append(signature).append('\n'));
        title("Example");
        out.append("  ").append(function.example()).append("  is  ").append(function.exampleResult()).append('\n');
    }

    private void code(Code code) {
        head("code " + code.name(), code.meaning());
        title("Why");
        Wrapped.append(code.cause(), 2, style.width(), out);
        title("What to do");
        Wrapped.append(code.remedy(), 2, style.width(), out);
        title("Example");
        out.append("  ").append(code.example().replace("\n", "\n  ")).append('\n');
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
