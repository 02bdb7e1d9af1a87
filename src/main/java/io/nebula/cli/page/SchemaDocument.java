package io.nebula.cli.page;

import io.nebula.catalog.Catalog;
import io.nebula.catalog.Component;
import io.nebula.catalog.Component.Role;
import io.nebula.options.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code nebula schema}: pipeline files as a JSON Schema (draft 2020-12), for editors to complete and check. */
public final class SchemaDocument {
    private static final String TYPE = "type";
    private final JsonWriter json = new JsonWriter();

    private SchemaDocument() {}

    /** One JSON object. */
    public static String write() {
        SchemaDocument document = new SchemaDocument();
        document.root();
        return document.json.toString();
    }

    private void root() {
        json.begin('{').key("$schema").text("https://json-schema.org/draft/2020-12/schema");
        json.key("title").text("Nebula pipeline").key(TYPE).text("object").key("required").texts(List.of("nebula"));
        json.key("properties").begin('{');
        Tree nebula = tree(Catalog.settings()).sections().get("nebula");
        json.key("nebula").begin('{').key(TYPE).text("object").key("additionalProperties").truth(false);
        json.key("properties").begin('{');
        properties(nebula);
        tests();
        json.end('}').end('}');
        json.end('}');
        json.key("$defs").begin('{');
        for (Role role : Role.values()) {
            role(role, Catalog.components().stream().filter(component -> component.role() == role).toList());
        }
        json.end('}').end('}');
    }

    /** Settings by their keys, those of sections within sections. */
    private record Tree(Map<String, Setting> settings, Map<String, Tree> sections) {
        void add(String[] keys, int at, Setting setting) {
            if (at == keys.length - 1) {
                settings.put(keys[at], setting);
            } else {
                sections.computeIfAbsent(keys[at], key -> new Tree(new LinkedHashMap<>(), new LinkedHashMap<>()))
                        .add(keys, at + 1, setting);
            }
        }

        List<String> required() {
            return settings.keySet().stream().filter(key -> settings.get(key).required()).toList();
        }
    }

    private static Tree tree(List<Setting> settings) {
        Tree root = new Tree(new LinkedHashMap<>(), new LinkedHashMap<>());
        settings.forEach(setting -> root.add(setting.key().split("\\."), 0, setting));
        return root;
    }

    /** Cases are no settings: nothing but {@code nebula test} reads them. */
    private void tests() {
        json.key("tests").begin('{').key("description").text("What nebula test runs: records in, records expected.")
                .key(TYPE).text("array").key("items").begin('{').key(TYPE).text("object").key("additionalProperties")
                .truth(false).key("properties").begin('{');
        json.key("name").begin('{').key(TYPE).text("string").end('}');
        json.key("input").begin('{').key(TYPE).texts(List.of("array", "string")).key("items").begin('{').key(TYPE)
                .text("object").end('}').end('}');
        json.key("input-file").begin('{').key(TYPE).text("string").end('}');
        json.key("expect").begin('{').key(TYPE).text("array").key("items").begin('{').key(TYPE).text("object").end('}')
                .end('}');
        json.key("expect-rejects").begin('{').key(TYPE).texts(List.of("array", "string")).key("items").begin('{')
                .key(TYPE).text("string").end('}').end('}');
        json.end('}').end('}').end('}');
    }

    private void section(String key, Tree tree) {
        json.key(key).begin('{').key(TYPE).text("object").key("additionalProperties").truth(false);
        json.key("required").texts(tree.required()).key("properties").begin('{');
        properties(tree);
        json.end('}').end('}');
    }

    private void properties(Tree tree) {
        tree.settings().forEach((key, setting) -> property(key, setting));
        tree.sections().forEach(this::section);
    }

    private void property(String key, Setting setting) {
        json.key(key).begin('{').key("description").text(setting.meaning());
        switch (setting.kind()) {
            case TEXT -> {
                if (setting.choices().isEmpty()) {
                    json.key(TYPE).texts(List.of("string", "number", "boolean"));
                } else {
                    json.key("enum").texts(setting.choices());
                }
            }
            case BOOLEAN -> either(setting, () -> json.key("enum").begin('[').truth(true).truth(false).text("true")
                    .text("false").text("yes").text("no").text("on").text("off").end(']'));
            case INTEGER -> either(setting, () -> json.key(TYPE).texts(List.of("integer", "string"))
                    .key("pattern").text("^-?[0-9]+$"));
            case NUMBER -> either(setting, () -> json.key(TYPE).texts(List.of("number", "string"))
                    .key("pattern").text("^-?[0-9.eE+-]+$"));
            case SIZE -> either(setting, () -> json.key(TYPE).texts(List.of("integer", "string"))
                    .key("pattern").text("^[0-9]+ *([kKmMgG]([iI]?[bB])?|[bB](ytes?)?)?$"));
            case DURATION -> either(setting, () -> json.key(TYPE).texts(List.of("integer", "string"))
                    .key("pattern").text("^[0-9]+ *(ns|us|ms|s|m|h|d)?$"));
            case TEXTS -> either(setting, () -> json.key(TYPE).texts(List.of("string", "number", "boolean", "array"))
                    .key("items").begin('{').key(TYPE).texts(List.of("string", "number", "boolean")).end('}'));
            case INTEGERS -> json.key(TYPE).text("array").key("items").begin('{').key(TYPE).text("integer").end('}');
            case NAMES -> json.key(TYPE).text("object").key("additionalProperties").begin('{').key(TYPE)
                    .texts(List.of("string", "number", "boolean")).end('}');
            case SECTION -> json.key(TYPE).text("object").key("additionalProperties").truth(false);
            case COMPONENT -> json.key("anyOf").begin('[').begin('{').key(TYPE).text("string").end('}').begin('{')
                    .key("$ref").text("#/$defs/" + (key.equals(Role.SOURCE.text()) ? Role.SOURCE : Role.SINK).text())
                    .end('}').end(']');
            case COMPONENTS -> json.key(TYPE).text("array").key("items").begin('{').key("$ref")
                    .text("#/$defs/" + Role.TRANSFORM.text()).end('}');
        }
        json.end('}');
    }

    /** The kind's own values, or one of the words. */
    private void either(Setting setting, Runnable kind) {
        if (setting.choices().isEmpty()) {
            kind.run();
            return;
        }
        json.key("anyOf").begin('[').begin('{').key("enum").texts(setting.choices()).end('}').begin('{');
        kind.run();
        json.end('}').end(']');
    }

    /** The definition of a role, and one for each type that tells its settings. */
    private void role(Role role, List<Component> components) {
        json.key(role.text()).begin('{').key(TYPE).text("object").key("required").begin('[').text(TYPE).end(']');
        json.key("properties").begin('{').key(TYPE).begin('{').key("enum")
                .texts(components.stream().map(Component::type).toList()).end('}').end('}');
        List<Component> told = new ArrayList<>(components);
        told.removeIf(component -> component.settings().isEmpty());
        json.key("allOf").begin('[');
        for (Component component : told) {
            json.begin('{').key("if").begin('{').key("properties").begin('{').key(TYPE).begin('{').key("const")
                    .text(component.type()).end('}').end('}').end('}');
            json.key("then").begin('{').key("$ref").text("#/$defs/" + definition(component)).end('}').end('}');
        }
        json.end(']').end('}');
        told.forEach(this::type);
    }

    private void type(Component component) {
        Tree tree = tree(component.settings());
        json.key(definition(component)).begin('{').key("description").text(component.summary());
        json.key("additionalProperties").truth(false).key("required").texts(tree.required());
        json.key("properties").begin('{').key(TYPE).begin('{').key("const").text(component.type()).end('}');
        properties(tree);
        json.end('}').end('}');
    }

    private static String definition(Component component) {
        return component.role().text() + "-" + component.type();
    }
}
