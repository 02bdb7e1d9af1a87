package io.nebula.cli.page;

import io.nebula.catalog.Catalog;
import io.nebula.catalog.Code;
import io.nebula.catalog.Component;
import io.nebula.connector.Compression;
import io.nebula.format.Formats;
import io.nebula.options.Setting;
import java.util.Collection;
import java.util.List;

/** {@code nebula list} for a person. */
public final class CatalogList {
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private CatalogList(Style style) {
        this.style = style;
    }

    /** What a pipeline is made of, and where the rest is. */
    public static String all(Style style) {
        CatalogList list = new CatalogList(style);
        for (Part part : List.of(Part.SOURCES, Part.TRANSFORMS, Part.SINKS, Part.FORMATS)) {
            list.out.append(list.out.isEmpty() ? "" : "\n").append(style.heading(part.title())).append('\n');
            list.append(part);
        }
        list.out.append('\n');
        Wrapped.append("There are also " + Catalog.functions().size() + " functions, " + Catalog.settings().size()
                + " settings and " + Catalog.codes().size() + " codes of messages: nebula list functions, settings or"
                + " codes. More about any of them: nebula explain NAME.", 0, style.width(), list.out);
        return list.out.toString();
    }

    /** One part of the catalog. */
    public static String of(Part part, Style style) {
        CatalogList list = new CatalogList(style);
        list.append(part);
        return list.out.toString();
    }

    private void append(Part part) {
        switch (part) {
            case SOURCES -> components(Catalog.sources());
            case TRANSFORMS -> components(Catalog.transforms());
            case SINKS -> components(Catalog.sinks());
            case FORMATS -> formats();
            case FUNCTIONS -> functions();
            case SETTINGS -> settings(Catalog.settings());
            case CODES -> codes();
        }
    }

    private void components(Collection<Component> components) {
        TextTable table = table();
        components.forEach(component -> table.row(component.type(), component.summary()));
        table.appendTo(out);
    }

    private void formats() {
        TextTable table = table();
        for (Formats.Described format : Catalog.formats()) {
            table.row(format.name(), String.join(" ", format.extensions()), format.summary());
        }
        for (Compression compression : Catalog.compressions()) {
            table.row(compression.text(), compression.extension(), "Compression of any of them.");
        }
        table.appendTo(out);
    }

    private void functions() {
        TextTable table = table();
        Catalog.functions().forEach(function -> table.row(function.name(), function.summary()));
        table.appendTo(out);
    }

    private void settings(Collection<Setting> settings) {
        for (String section : List.of("nebula.pipeline", "nebula.dispatchers")) {
            out.append(style.heading(section)).append('\n');
            TextTable table = table();
            settings.stream().filter(setting -> setting.key().startsWith(section + ".")).forEach(setting ->
                    table.row(setting.key().substring(section.length() + 1), SettingText.values(setting)));
            table.appendTo(out);
            out.append('\n');
        }
        Wrapped.append("Those of sources, transforms and sinks: nebula explain TYPE.", 0, style.width(), out);
    }

    private void codes() {
        for (Code.Topic topic : Code.Topic.values()) {
            out.append(out.isEmpty() ? "" : "\n").append(style.heading(topic.title())).append('\n');
            TextTable table = table();
            Catalog.codes().stream().filter(code -> code.topic() == topic)
                    .forEach(code -> table.row(code.name(), code.meaning()));
            table.appendTo(out);
        }
    }

    private TextTable table() {
        return new TextTable(style, 2);
    }
}
