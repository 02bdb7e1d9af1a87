package io.nebula.cli;

/** The columns of a help page. */
final class HelpText {
    private static final int INDENT = 2;
    private static final int GAP = 3;

    private HelpText() {}

    /** A word and what it means, which may have several lines. */
    static void row(String word, String meaning, int width, StringBuilder out) {
        out.append(" ".repeat(INDENT)).append(word).append(" ".repeat(width - word.length() + GAP));
        out.append(meaning.replace("\n", "\n" + " ".repeat(INDENT + width + GAP))).append('\n');
    }
}
