package io.nebula.catalog;

import io.nebula.catalog.Component.Role;
import io.nebula.config.Providers;
import io.nebula.config.ReferenceSettings;
import io.nebula.connector.Compression;
import io.nebula.expression.Function;
import io.nebula.expression.Functions;
import io.nebula.format.Formats;
import io.nebula.options.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything there is, the user's own components included. Each method looks it up anew. */
public final class Catalog {
    private Catalog() {}

    /** By type name. */
    public static List<Component> sources() {
        return Providers.sources().stream()
                .map(p -> new Component(Role.SOURCE, p.type(), p.summary(), p.settings(), p.example())).toList();
    }

    /** By type name. */
    public static List<Component> transforms() {
        return Providers.transforms().stream()
                .map(p -> new Component(Role.TRANSFORM, p.type(), p.summary(), p.settings(), p.example())).toList();
    }

    /** By type name. */
    public static List<Component> sinks() {
        return Providers.sinks().stream()
                .map(p -> new Component(Role.SINK, p.type(), p.summary(), p.settings(), p.example())).toList();
    }

    /** Sources, transforms and sinks. */
    public static List<Component> components() {
        List<Component> all = new ArrayList<>(sources());
        all.addAll(transforms());
        all.addAll(sinks());
        return all;
    }

    public static List<Formats.Described> formats() {
        return Formats.all();
    }

    /** Those that a file name can tell. */
    public static List<Compression> compressions() {
        return List.of(Compression.GZIP, Compression.ZSTD);
    }

    /** The settings of a pipeline and of the dispatchers, by their whole paths; those of components are with them. */
    public static List<Setting> settings() {
        return ReferenceSettings.all();
    }

    /** Functions and operators, in the order of the reference page. */
    public static Collection<Function> functions() {
        return Functions.all();
    }

    public static List<Code> codes() {
        return Codes.all();
    }

    /** Every name that can be explained, each once. */
    public static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        components().forEach(component -> names.add(component.type()));
        formats().forEach(format -> names.add(format.name()));
        compressions().forEach(compression -> names.add(compression.text()));
        for (Setting setting : settings()) {
            names.add(setting.key().replaceFirst("^nebula\\.(pipeline\\.)?", ""));
            names.add(setting.key().substring(setting.key().lastIndexOf('.') + 1));
        }
        components().forEach(component -> component.settings().forEach(setting -> names.add(setting.key())));
        functions().forEach(function -> names.add(function.name()));
        codes().forEach(code -> names.add(code.name()));
        return names;
    }
}
