package io.nebula.catalog;

import io.nebula.options.Setting;
import java.util.List;
import java.util.Locale;

/**
 * A kind of source, transform or sink.
 *
 * @param type the name that users write
 * @param summary one sentence
 * @param settings everything that may be written in its section beside {@code type}; empty if it does not tell
 * @param example a section as it could be written
 */
public record Component(Role role, String type, String summary, List<Setting> settings, String example) {
    /** What it is in a pipeline. */
    public enum Role {
        SOURCE,
        TRANSFORM,
        SINK;

        /** In lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What stands before the example in a pipeline file. */
        public String key() {
            return this == TRANSFORM ? "transforms" : text();
        }
    }

    public Component {
        settings = List.copyOf(settings);
    }

    /** As it would be written in a pipeline. */
    public String inPipeline() {
        return role.key() + " = " + (role == Role.TRANSFORM ? "[" + example + "]" : example);
    }
}
