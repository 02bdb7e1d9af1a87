package io.nebula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import java.util.regex.Pattern;

/** Overrides that say what a component is, or that there is none: what the file says of another no longer counts. */
final class Retyping {
    private Retyping() {}

    /**
     * {@code config} without the section at {@code key}, if the override is a whole one and says which type there is to
     * be.
     *
     * @param setting the override as it was written, parsed in {@code override}
     */
    static Config dropReplaced(String key, String setting, Config override, Config config) {
        String path = "nebula.pipeline." + key;
        try {
            boolean whole = setting.strip().matches("(?s)" + Pattern.quote(key) + "\\s*[={:].*");
            boolean typed = whole && override.hasPath(path) && override.getValue(path) instanceof ConfigObject section
                    && section.containsKey("type");
            return typed ? config.withoutPath(path) : config;
        } catch (ConfigException.NotResolved e) {
            return config; // a section with substitutions is not known yet: it is merged
        }
    }

    /** {@code config} without the place of dead letters, if the override says that there are none. */
    static Config dropDeadLetters(Config override, Config config) {
        String policy = "nebula.pipeline.errors.policy";
        try {
            return override.hasPath(policy) && !override.getValue(policy).unwrapped().equals("dead-letter")
                    ? config.withoutPath("nebula.pipeline.errors.dead-letter") : config;
        } catch (ConfigException.NotResolved e) {
            return config;
        }
    }
}
