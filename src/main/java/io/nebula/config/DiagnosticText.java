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
            int end = Math.min(line.length(), diagnostic.column() - 1 + diagnostic.length());
            out.append("^".repeat(Math.max(1, width(line, diagnostic.column() - 1, end)))).append('\n');
        }
        if (diagnostic.advice() != null) {
            out.append(indent).append("= ").append(diagnostic.advice()).append('\n');
        }
    }

    /** As wide as the beginning of the line: tabs stay tabs. */
    private static String blank(String line, int length) {
        StringBuilder blank = new StringBuilder(length);
        for (int i = 0; i < Math.min(length, line.length()); i++) {
            blank.append(line.charAt(i) == '\t' ? "\t" : " ".repeat(width(line, i, i + 1)));
        }
        return blank.append(" ".repeat(Math.max(0, length - line.length()))).toString();
    }

    /** How many columns of a terminal the characters take. */
    private static int width(String line, int start, int end) {
        int width = 0;
        for (int i = start; i < end; i++) {
            char c = line.charAt(i);
            boolean mark = Character.getType(c) == Character.NON_SPACING_MARK;
            width += mark ? 0 : isWide(c) ? 2 : 1;
        }
        return width;
    }

    /** Chinese, Japanese and Korean characters and full-width forms; pairs of surrogates are wide by being two. */
    private static boolean isWide(char c) {
        return c >= 0x1100 && (c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6);
    }
}
