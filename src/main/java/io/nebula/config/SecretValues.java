package io.nebula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.nebula.config.Scan.Substitution;
import io.nebula.options.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what is secret in a configuration, by the names of its keys and of the environment variables that stand in it. */
final class SecretValues {
    private final List<String> values = new ArrayList<>();

    private SecretValues() {}

    /** @param config resolved */
    static Secrets of(List<Substitution> substitutions, Map<String, String> environment, Config config) {
        SecretValues found = new SecretValues();
        for (Substitution substitution : substitutions) {
            String name = ConfigUtil.joinPath(substitution.target());
            if (Secrets.isNamed(name) && environment.containsKey(name)) {
                found.values.add(environment.get(name));
            }
        }
        found.section(config.root(), false);
        return Secrets.of(found.values);
    }

    private void section(ConfigObject section, boolean secret) {
        section.forEach((key, value) -> value(value, secret || Secrets.isNamed(key)));
    }

    private void value(ConfigValue value, boolean secret) {
        switch (value.valueType()) {
            case OBJECT -> section((ConfigObject) value, secret);
            case LIST -> ((ConfigList) value).forEach(element -> value(element, secret));
            case STRING, NUMBER -> {
                if (secret) {
                    values.add(value.unwrapped().toString());
                }
            }
            case BOOLEAN, NULL -> { }
        }
    }
}
