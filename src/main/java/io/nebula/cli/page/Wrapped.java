package io.nebula.cli.page;

/** Text broken into lines at blanks. */
public final class Wrapped {
    private Wrapped() {}

    /** The text on lines of at most {@code width} characters, as far as its words allow; its own line breaks stay. */
    public static String text(String text, int width) {
        StringBuilder wrapped = new StringBuilder();
        for (String paragraph : text.split("\n", -1)) {
            wrapped.append(wrapped.isEmpty() ? "" : "\n");
            int used = 0;
            for (String word : paragraph.split(" ")) {
                boolean fits = used == 0 || used + 1 + word.length() <= width;
                wrapped.append(used == 0 ? "" : fits ? " " : "\n").append(word);
                used = fits ? used + (used == 0 ? 0 : 1) + word.length() : word.length();
            }
        }
        return wrapped.toString();
    }

    /** The beginning of a text that is longer than that, and a sign that more follows; splits no pair of surrogates. */
    public static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int end = width > 1 && Character.isHighSurrogate(text.charAt(width - 2)) ? width - 2 : width - 1;
        return text.substring(0, end) + "…";
    }

    /** Appends the text as lines that begin with so many blanks and are at most so wide. */
    public static void append(String text, int indent, int width, StringBuilder out) {
        String blanks = " ".repeat(indent);
        out.append(blanks).append(text(text, width - indent).replace("\n", "\n" + blanks)).append('\n');
    }
}
