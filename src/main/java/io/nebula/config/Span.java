package io.nebula.config;

/** A range of characters in a text; {@code end} is exclusive. */
record Span(SourceText source, int start, int end) {
    int line() {
        return source.line(start);
    }
}
