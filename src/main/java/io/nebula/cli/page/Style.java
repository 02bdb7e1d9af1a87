package io.nebula.cli.page;

import java.util.Map;

/**
 * How text for a person looks: colours where a terminal shows them, and the width of its lines.
 *
 * @param width characters on a line
 */
public record Style(boolean colour, int width) {
    /** Characters on a line where nobody knows. */
    public static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;
    /** Longer lines are hard to read. */
    private static final int MOST_WIDTH = 120;
    /** For files and pipes. */
    public static final Style PLAIN = new Style(false, USUAL_WIDTH);

    /**
     * For a stream.
     *
     * @param columns of the terminal; 0 if not known
     * @param environment where {@code NO_COLOR} and {@code TERM=dumb} speak against colours
     */
    public static Style of(boolean terminal, int columns, Map<String, String> environment) {
        if (!terminal) {
            return PLAIN;
        }
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.get("TERM"));
        return new Style(!unwanted, USUAL_WIDTH).wide(columns);
    }

    /** The same on lines of another width, as far as that makes sense. @param columns 0 if not known */
    public Style wide(int columns) {
        return new Style(colour, columns <= 0 ? USUAL_WIDTH : Math.max(LEAST_WIDTH, Math.min(columns, MOST_WIDTH)));
    }

    /** The title of a part. */
    public String heading(String text) {
        return coloured("1", text);
    }

    /** The name of a thing that users write. */
    public String name(String text) {
        return coloured("36", text);
    }

    /** What matters less. */
    public String dim(String text) {
        return coloured("2", text);
    }

    /** What is well. */
    public String good(String text) {
        return coloured("32", text);
    }

    /** What deserves a look. */
    public String warning(String text) {
        return coloured("33", text);
    }

    /** What is wrong. */
    public String bad(String text) {
        return coloured("31", text);
    }

    private String coloured(String code, String text) {
        return colour && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
