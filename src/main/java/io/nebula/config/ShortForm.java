package io.nebula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Map;

/** A source or a sink that is just a text: the path of a file. */
final class ShortForm {
    private ShortForm() {}

    /** The section that a text stands for; anything else as it is. */
    static Object expand(Object value) {
        return value instanceof String path ? Map.of("type", "file", "path", path) : value;
    }

    /** Writes a text in {@code config} out as a section where the override sets a key of that section. */
    static Config expand(String key, Config override, Config config) {
        String path = "nebula.pipeline." + key;
        try {
            boolean addsTo = override.hasPath(path) && override.getValue(path).valueType() == ConfigValueType.OBJECT
                    && config.hasPath(path) && config.getValue(path).valueType() == ConfigValueType.STRING;
            return addsTo ? config.withValue(path, ConfigValueFactory.fromAnyRef(expand(config.getString(path)))) : config;
        } catch (ConfigException.NotResolved e) {
            return config; // a text with substitutions is not known yet: the override replaces it
        }
    }
}
