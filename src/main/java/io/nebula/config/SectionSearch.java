package io.nebula.config;

import com.typesafe.config.ConfigObject;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds out why a file says nothing of a pipeline. */
final class SectionSearch {
    private static final List<String> OF_PIPELINE = List.of("source", "transforms", "sink");
    private static final String WRITE = "write nebula.pipeline { source = …, sink = … }";

    private SectionSearch() {}

    /** What is wrong; null if there is a section {@code nebula.pipeline}. */
    static Diagnostic missing(ConfigObject root, Positions positions, SourceText main) {
        List<String> path = new ArrayList<>();
        ConfigObject around = root;
        for (String key : List.of("nebula", "pipeline")) {
            path.add(key);
            Object value = around.get(key);
            if (value == null) {
                return absent(around, path, positions, main);
            }
            if (!(value instanceof ConfigObject section)) {
                Span place = positions.of(path, Problem.at("", "", "", null));
                return new Diagnostic(Diagnostic.Severity.ERROR, "wrong-type", "must be a section in braces", WRITE,
                        String.join(".", path), place, place == null ? main.name() : place.source().name());
            }
            around = section;
        }
        return null;
    }

    private static Diagnostic absent(ConfigObject around, List<String> path, Positions positions, SourceText main) {
        List<String> keys = new ArrayList<>(path.size() > 1 ? List.of() : around.keySet());
        keys.removeIf(key -> positions.get(List.of(key)) == null || positions.get(List.of(key)).key() == null);
        keys.sort(Comparator.comparingInt(key -> positions.get(List.of(key)).key().start()));
        for (String key : keys) {
            String suggestion = Suggestion.of(key, List.of("nebula"));
            boolean inner = key.equals("pipeline") || OF_PIPELINE.contains(key);
            Span place = positions.get(List.of(key)).key();
            if (inner) {
                return Diagnostic.error(place, key, "missing-key", "there is no section nebula.pipeline around this",
                        "write nebula.pipeline { … }" + (key.equals("pipeline") ? "" : " around everything"));
            }
            if (suggestion != null) {
                return Diagnostic.error(place, Options.quoted(key), "unknown-key", "nobody reads \"" + key
                        + "\", and there is no section nebula.pipeline", suggestion);
            }
        }
        return Diagnostic.ofFile(main.name(), "missing-key", "there is no section nebula.pipeline", WRITE);
    }
}
