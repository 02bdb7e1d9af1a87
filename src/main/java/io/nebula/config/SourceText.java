package io.nebula.config;

import java.nio.file.Path;

/** A text that configuration is read from, and its lines. Immutable. */
final class SourceText {
    /** What the name of an override begins with. */
    static final String OVERRIDE = "--set ";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private final String name;
    private final Path file;
    private final String text;
    private final int order;

    /**
     * @param name as the user gave it
     * @param file the file, absolute; null for an override
     * @param order its rank among the texts of one load
     */
    SourceText(String name, Path file, String text, int order) {
        this.name = name;
        this.file = file;
        this.text = text;
        this.order = order;
    }

    String name() {
        return name;
    }

    Path file() {
        return file;
    }

    String text() {
        return text;
    }

    int order() {
        return order;
    }

    boolean isOverride() {
        return file == null;
    }

    /** How a text is written that holds a sign of the language; a shell takes one pair of quotes away. */
    String inQuotes(char sign) {
        if (!isOverride() || !name.startsWith(OVERRIDE)) {
            return "put the whole text in double quotes: \"…" + sign + "…\"";
        }
        int value = text.indexOf('=') + 1;
        String given = text.substring(value).strip();
        boolean whole = value > 0 && text.indexOf('"') < 0 && !given.isEmpty() && "{[".indexOf(given.charAt(0)) < 0;
        String setting = whole ? text.substring(0, value) + '"' + given
                : text.split("=", 2)[0] + "=\"…" + sign + "…";
        return "put the value in double quotes, and all of it in single ones for the shell: " + OVERRIDE + "'" + setting
                + "\"'";
    }

    /** The line of a character, from 1. */
    int line(int offset) {
        int line = 1;
        for (int i = 0; i < offset && i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The column of a character, from 1; a byte order mark has none. */
    int column(int offset) {
        int start = text.lastIndexOf('\n', offset - 1);
        return offset - (start < 0 ? lineStart(1) - 1 : start);
    }

    /** A line without its end, counted from 1. */
    String lineText(int line) {
        int start = lineStart(line);
        int end = text.indexOf('\n', start);
        String found = text.substring(start, end < 0 ? text.length() : end);
        return found.endsWith("\r") ? found.substring(0, found.length() - 1) : found;
    }

    /** The offset of a line's first character; the text's length if there is no such line. */
    int lineStart(int line) {
        int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return text.length();
            }
            start = end + 1;
        }
        return start;
    }

    /** The value of an override; all of it where there is none. */
    Span valueSpan() {
        int start = text.indexOf('=') + 1;
        String value = text.substring(start);
        int blanks = value.length() - value.stripLeading().length();
        return value.isBlank() ? new Span(this, 0, text.length())
                : new Span(this, start + blanks, start + value.stripTrailing().length());
    }

    /** What is written on a line, without the blanks around it. */
    Span lineSpan(int line) {
        String content = lineText(line);
        int start = lineStart(line) + content.length() - content.stripLeading().length();
        return new Span(this, start, start + content.strip().length());
    }
}
