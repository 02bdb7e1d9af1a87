package io.nebula.config;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the sections of {@code nebula} that the engine reads by itself with the keys that the defaults have. */
final class KnownKeys {
    private static final Set<String> READ_ELSEWHERE = Set.of("pipeline", PipelineTests.KEY);
    private final List<Problem> problems = new ArrayList<>();

    private KnownKeys() {}

    /** @param nebula the section that the user wrote @param defaults the same section of the defaults */
    static List<Problem> check(Map<String, Object> nebula, Map<String, Object> defaults) {
        KnownKeys check = new KnownKeys();
        for (Map.Entry<String, Object> entry : nebula.entrySet()) {
            if (READ_ELSEWHERE.contains(entry.getKey())) {
                continue;
            }
            check.compare("", entry.getKey(), entry.getValue(), defaults);
        }
        return check.problems;
    }

    private void compare(String prefix, String key, Object value, Map<?, ?> known) {
        String path = prefix + Options.quoted(key);
        if (!known.containsKey(key)) {
            List<String> names = known.keySet().stream().map(Object::toString).sorted().toList();
            String suggestion = Suggestion.of(key, names);
            problems.add(Problem.key(path, "unknown-key", "unknown key \"" + key + "\"",
                    suggestion != null ? suggestion : prefix.isEmpty() ? "keys of your own go outside nebula"
                            : "there are " + String.join(", ", names)));
        } else if (known.get(key) instanceof Map<?, ?> below && value instanceof Map<?, ?> section) {
            section.forEach((name, part) -> compare(path + ".", name.toString(), part, below));
        } else if (known.get(key) instanceof Map<?, ?>) {
            problems.add(Problem.at(path, "wrong-type", "must be a section in braces", null));
        }
    }
}
