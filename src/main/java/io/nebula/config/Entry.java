package io.nebula.config;

import java.util.List;

/**
 * Where a key and its value are written.
 *
 * @param key the key; null for an element of a list
 * @param value the value, all of its parts
 * @param notation how the value is written
 * @param references the paths that its substitutions name
 */
record Entry(Span key, Span value, Notation notation, List<List<String>> references) {
    /** How a value is written. */
    enum Notation {
        /** In double quotes, with escapes. */
        QUOTED,
        /** In three double quotes, without escapes. */
        TRIPLE_QUOTED,
        /** Bare. */
        UNQUOTED,
        /** In braces. */
        SECTION,
        /** In brackets. */
        LIST,
        /** Put together from several parts, or substituted. */
        MIXED
    }

    /** What to underline for the whole value: a section is named by its key. */
    Span shown() {
        return notation == Notation.SECTION && key != null ? key : value;
    }

    /** Whether the value is one substitution and nothing else. */
    boolean isSubstitution() {
        String written = written();
        return references.size() > 0 && written.startsWith("${") && written.indexOf('}') == written.length() - 1;
    }

    /** The value as it is written. */
    String written() {
        return value.source().text().substring(value.start(), value.end());
    }

    /** What to underline for a range of the characters of the value, which is a text. */
    Span within(int offset, int length) {
        int start = position(offset);
        int end = length == 0 ? start + 1 : Math.max(start + 1, position(offset + length));
        return start < 0 ? value : new Span(value.source(), Math.min(start, value.end() - 1), Math.min(end, value.end()));
    }

    /** Where the character of the value is written, or -1 if that cannot be told. */
    private int position(int offset) {
        return switch (notation) {
            case UNQUOTED -> value.start() + offset;
            case TRIPLE_QUOTED -> value.start() + 3 + offset;
            case QUOTED -> escaped(offset);
            case SECTION, LIST, MIXED -> -1;
        };
    }

    private int escaped(int offset) {
        String text = value.source().text();
        int at = value.start() + 1;
        for (int i = 0; i < offset && at < value.end() - 1; i++) {
            at += text.charAt(at) != '\\' ? 1 : text.charAt(at + 1) == 'u' ? 6 : 2;
        }
        return at;
    }
}
