package io.nebula.cli.page;

import io.nebula.catalog.Catalog;
import io.nebula.catalog.Code;
import io.nebula.catalog.Component;
import io.nebula.connector.Compression;
import io.nebula.expression.Function;
import io.nebula.format.Formats;
import io.nebula.options.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The catalog for programs: the same as {@link CatalogList} and {@link ExplainPage} say. */
public final class CatalogJson {
    private final JsonWriter json = new JsonWriter();

    private CatalogJson() {}

    /** An object with an array for each part. */
    public static String all() {
        CatalogJson all = new CatalogJson();
        all.json.begin('{');
        for (Part part : Part.values()) {
            all.json.key(part.name().toLowerCase(Locale.ROOT));
            all.part(part);
        }
        return all.json.end('}').toString();
    }

    /** An array. */
    public static String of(Part part) {
        CatalogJson list = new CatalogJson();
        list.part(part);
        return list.json.toString();
    }

    /** Everything that goes by a name: an object with an array for each part that has something. Null if none has. */
    public static String named(String name) {
        CatalogJson found = new CatalogJson();
        found.json.begin('{');
        boolean any = false;
        for (Component.Role role : Component.Role.values()) {
            List<Component> named = Catalog.components().stream()
                    .filter(component -> component.role() == role && component.type().equals(name)).toList();
            any |= found.matching(role.text() + "s", named, found::component);
        }
        any |= found.matching("settings", Catalog.settings().stream()
                .filter(setting -> ("." + setting.key()).endsWith("." + name)).toList(), found::setting);
        any |= found.matching("functions", Catalog.functions().stream()
                .filter(function -> function.name().equals(name)).toList(), found::function);
        any |= found.matching("codes", Catalog.codes().stream()
                .filter(code -> code.name().equals(name)).toList(), found::code);
        return any ? found.json.end('}').toString() : null;
    }

    private <T> boolean matching(String key, Collection<T> items, Consumer<T> write) {
        if (!items.isEmpty()) {
            json.key(key);
            array(items, write);
        }
        return !items.isEmpty();
    }

    private void part(Part part) {
        switch (part) {
            case SOURCES -> array(Catalog.sources(), this::component);
            case TRANSFORMS -> array(Catalog.transforms(), this::component);
            case SINKS -> array(Catalog.sinks(), this::component);
            case FORMATS -> formats();
            case FUNCTIONS -> array(Catalog.functions(), this::function);
            case SETTINGS -> array(Catalog.settings(), this::setting);
            case CODES -> array(Catalog.codes(), this::code);
        }
    }

    private <T> void array(Collection<T> items, Consumer<T> write) {
        json.begin('[');
        items.forEach(write);
        json.end(']');
    }

    private void component(Component component) {
        json.begin('{').key("type").text(component.type()).key("summary").text(component.summary()).key("settings");
        array(component.settings(), this::setting);
        json.key("example").text(component.example()).end('}');
    }

    private void formats() {
        json.begin('[');
        for (Formats.Described format : Catalog.formats()) {
            json.begin('{').key("name").text(format.name()).key("summary").text(format.summary()).key("extensions")
                    .texts(format.extensions()).end('}');
        }
        for (Compression compression : Catalog.compressions()) {
            json.begin('{').key("name").text(compression.text()).key("summary").text("Compression of any of them.")
                    .key("extensions").begin('[').text(compression.extension()).end(']').end('}');
        }
        json.end(']');
    }

    private void setting(Setting setting) {
        json.begin('{').key("key").text(setting.key()).key("kind").text(setting.kind().name().toLowerCase(Locale.ROOT));
        json.key("required").truth(setting.required()).key("default").textOrNull(setting.fallback());
        json.key("choices").texts(setting.choices()).key("meaning").text(setting.meaning());
        json.key("example").textOrNull(setting.example()).end('}');
    }

    private void function(Function function) {
        json.begin('{').key("name").text(function.name()).key("summary").text(function.summary());
        json.key("forms").texts(function.signatures()).key("example").text(function.example());
        json.key("exampleResult").text(function.exampleResult()).end('}');
    }

    private void code(Code code) {
        json.begin('{').key("name").text(code.name()).key("topic").text(code.topic().name().toLowerCase(Locale.ROOT));
        json.key("meaning").text(code.meaning()).key("cause").text(code.cause()).key("remedy").text(code.remedy());
        json.key("example").text(code.example()).end('}');
    }
}
