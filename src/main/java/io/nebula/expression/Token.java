package io.nebula.expression;

import java.util.Locale;

/**
 * A word of the text.
 *
 * @param text names and texts without their quotes, symbols and numbers as written
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind { NAME, QUOTED_NAME, INTEGER, DECIMAL, TEXT, SYMBOL, END }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    /** The word in lower case, or the empty string if this is no unquoted word. */
    String word() {
        return kind == Kind.NAME ? text.toLowerCase(Locale.ROOT) : "";
    }

    /** For messages. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
