package io.nebula.cli;

/**
 * What a verb can be told.
 *
 * @param name with its dashes
 * @param value the word for its value; null for a switch, which has none
 * @param repeatable whether it may be given more than once
 * @param description for the help; a line break continues in the same column
 */
record Option(String name, String value, boolean repeatable, String description) {
    static final Option HELP = new Option("--help", null, true, "Show this help and exit.");
    /** What {@link #HELP} is called too. */
    static final String HELP_IN_SHORT = "-h";

    /** As the help shows it: {@code --set=KEY=VALUE}. */
    String shown() {
        String alone = value == null ? name : name + "=" + value;
        return this == HELP ? HELP_IN_SHORT + ", " + alone : alone;
    }
}
