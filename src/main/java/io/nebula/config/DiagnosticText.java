package io.nebula.config;

import java.util.Locale;

/** How a finding looks to a person: place and text, the line it is in, a caret under it, the advice. */
final class DiagnosticText {
    private DiagnosticText() {}

    static void append(Diagnostic diagnostic, StringBuilder out) {
        out.append(diagnostic.file());
        if (diagnostic.place() != null && !diagnostic.place().source().isOverride()) {
            out.append(':').append(diagnostic.line()).append(':').append(diagnostic.column());
        }
        out.append(": ").append(diagnostic.severity().name().toLowerCase(Locale.ROOT));
        out.append('[').append(diagnostic.code()).append("]: ").append(diagnostic.message()).append('\n');
        String indent = "  ";
        if (diagnostic.place() != null) {
            String number = diagnostic.place().source().isOverride() ? "" : Integer.toString(diagnostic.line());
            indent = " ".repeat(number.length() + 2);
            String line = diagnostic.sourceLine();
            out.append(' ').append(number).append(" | ").append(line).append('\n');
            out.append(indent).append("| ").append(blank(line, diagnostic.column() - 1));
            out.append("^".repeat(diagnostic.length())).append('\n');
        }
        if (diagnostic.advice() != null) {
            out.append(indent).append("= ").append(diagnostic.advice()).append('\n');
        }
    }

    /** As wide as the beginning of the line: tabs stay tabs. */
    private static String blank(String line, int length) {
        StringBuilder blank = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            blank.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return blank.toString();
    }
}
