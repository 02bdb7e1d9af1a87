package io.nebula.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a verb can be told.
 *
 * @param name with its dashes
 * @param value the word for its value; null for a switch, which has none
 * @param repeatable whether it may be given more than once
 * @param description for the help; a line break continues in the same column
 * @param choices the words that its value can be; empty if it can be anything
 */
record Option(String name, String value, boolean repeatable, String description, List<String> choices) {
    static final Option HELP = new Option("--help", null, true, "Show this help and exit.");
    /** What {@link #HELP} is called too. */
    static final String HELP_IN_SHORT = "-h";

    Option(String name, String value, boolean repeatable, String description) {
        this(name, value, repeatable, description, List.of());
    }

    /** An option whose value is one of a few words. */
    static <E extends Enum<E>> Option choice(String name, String value, Class<E> choices, String description) {
        List<String> words = new ArrayList<>();
        for (E choice : choices.getEnumConstants()) {
            words.add(choice.name().toLowerCase(Locale.ROOT));
        }
        return new Option(name, value, false, description, words);
    }

    /** As the help shows it: {@code --set=KEY=VALUE}. */
    String shown() {
        String alone = value == null ? name : name + "=" + value;
        return this == HELP ? HELP_IN_SHORT + ", " + alone : alone;
    }
}
