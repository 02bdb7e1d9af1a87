package io.nebula.catalog;

import io.nebula.connector.Compression;
import io.nebula.expression.Function;
import io.nebula.format.Formats;
import io.nebula.options.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that goes by a name. Components go by their type, also after their role ({@code sink.file}); settings by
 * their path, with or without {@code nebula.pipeline}, by its last key, or by a section above them; those of components
 * by their key, also after the type or the role ({@code file.path}, {@code sink.path}).
 *
 * @param settings those of sources and sinks as sections of the pipeline have them, with their types in what they mean
 */
public record Found(List<Component> components, List<Formats.Described> formats, List<Compression> compressions,
        List<Setting> settings, List<Function> functions, List<Code> codes) {
    private static final String PIPELINE = "nebula.pipeline.";

    /** Looks a name up. */
    public static Found of(String name) {
        List<Component> components = Catalog.components();
        return new Found(
                components.stream().filter(component -> component.type().equals(name)
                        || (component.role().text() + "." + component.type()).equals(name)).toList(),
                Catalog.formats().stream().filter(format -> format.name().equals(name)).toList(),
                Catalog.compressions().stream().filter(compression -> compression.text().equals(name)).toList(),
                settings(name, components),
                Catalog.functions().stream().filter(f -> f.name().equals(name.toLowerCase(Locale.ROOT))).toList(),
                Catalog.codes().stream().filter(code -> code.name().equals(name)).toList());
    }

    /** Whether nothing goes by the name. */
    public boolean isEmpty() {
        return components.isEmpty() && formats.isEmpty() && compressions.isEmpty() && settings.isEmpty()
                && functions.isEmpty() && codes.isEmpty();
    }

    private static List<Setting> settings(String name, List<Component> components) {
        List<Setting> found = new ArrayList<>();
        for (Setting setting : Catalog.settings()) {
            String path = setting.key();
            String inPipeline = path.startsWith(PIPELINE) ? path.substring(PIPELINE.length()) : path;
            boolean below = inPipeline.startsWith(name + ".") || path.startsWith(name + ".");
            if (below || path.equals(name) || inPipeline.equals(name) || path.endsWith("." + name)) {
                found.add(setting);
            }
        }
        Map<Setting, List<String>> types = new LinkedHashMap<>();
        for (Component component : components) {
            String role = component.role().text();
            for (Setting setting : component.settings()) {
                String path = component.type() + "." + setting.key();
                if (List.of(setting.key(), path, role + "." + path, role + "." + setting.key()).contains(name)) {
                    Setting written = component.role() == Component.Role.TRANSFORM ? setting : setting.under(role);
                    types.computeIfAbsent(written, none -> new ArrayList<>()).add(component.type());
                }
            }
        }
        types.forEach((setting, all) -> found.add(setting.meaning("With type = " + String.join(" or ", all) + ": "
                + setting.meaning())));
        return found;
    }
}
