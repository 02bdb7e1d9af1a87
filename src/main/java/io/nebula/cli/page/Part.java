package io.nebula.cli.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be listed of the catalog. */
public enum Part {
    SOURCES,
    TRANSFORMS,
    SINKS,
    FORMATS,
    FUNCTIONS,
    SETTINGS,
    CODES;

    /** The words for them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(part -> part.name().toLowerCase(Locale.ROOT)).toList();
    }

    String title() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
