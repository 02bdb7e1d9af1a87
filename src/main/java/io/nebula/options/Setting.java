package io.nebula.options;

import java.util.List;

/**
 * One key that somebody reads: what may be written there and what it means. Help, the reference, the editors' schema
 * and the advice of messages are made from it.
 *
 * @param key keys joined by dots, from the section that holds it, e.g. {@code csv.delimiter}
 * @param required whether there must be a value
 * @param fallback what counts if nothing is written, as it would be written or in words; null if nothing does
 * @param choices words with a meaning of their own: with {@link Kind#TEXT} nothing else is allowed, with the others
 *     they are allowed besides, such as {@code auto}
 * @param meaning in a sentence or a few
 * @param example a value as it is written in HOCON; null if the fallback or a choice shows it
 */
public record Setting(String key, Kind kind, boolean required, String fallback, List<String> choices, String meaning,
        String example) {
    /** What kind of value is read. */
    public enum Kind {
        TEXT("text"),
        BOOLEAN("true or false"),
        INTEGER("integer"),
        NUMBER("number"),
        SIZE("size in bytes"),
        DURATION("duration"),
        /** A single text counts as a list of one. */
        TEXTS("text or list of texts"),
        INTEGERS("list of integers"),
        /** A section whose keys are names of the user's choice. */
        NAMES("section of names and texts"),
        /** A section whose own keys are settings, or that has none. */
        SECTION("section"),
        /** A section with a type, or just a text: the path of a file. */
        COMPONENT("section with a type, or a path"),
        COMPONENTS("list of sections with a type");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For a person. */
        public String words() {
            return words;
        }
    }

    public Setting {
        choices = List.copyOf(choices);
    }

    /** An optional setting without a fallback. */
    public static Setting of(String key, Kind kind, String meaning) {
        return new Setting(key, kind, false, null, List.of(), meaning, null);
    }

    /** The same setting, which must be there. */
    public Setting needed() {
        return new Setting(key, kind, true, fallback, choices, meaning, example);
    }

    /** The same setting, of which this counts if it is not there. */
    public Setting otherwise(String value) {
        return new Setting(key, kind, required, value, choices, meaning, example);
    }

    /** The same setting with these words. */
    public Setting choice(String... words) {
        return new Setting(key, kind, required, fallback, List.of(words), meaning, example);
    }

    /** The same setting with an example. */
    public Setting like(String value) {
        return new Setting(key, kind, required, fallback, choices, meaning, value);
    }

    /** The same setting with another meaning. */
    public Setting meaning(String text) {
        return new Setting(key, kind, required, fallback, choices, text, example);
    }

    /** The same setting, seen from the section that holds {@code section}. */
    public Setting under(String section) {
        return new Setting(section + "." + key, kind, required, fallback, choices, meaning, example);
    }

    /** What may be written, for a person: {@code integer, or auto}. */
    public String values() {
        if (choices.isEmpty()) {
            return kind.words();
        }
        String words = String.join(", ", choices);
        return kind == Kind.TEXT ? words : kind.words() + ", or " + words;
    }

    /** A value as it could be written. */
    public String shown() {
        return example != null ? example : !choices.isEmpty() ? choices.get(0) : fallback;
    }
}
