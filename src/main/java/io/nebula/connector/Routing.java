package io.nebula.connector;

import java.nio.file.Path;

/** How a sink of many files tells which of them a record goes to. Immutable and thread-safe. */
public final class Routing {
    private final RoutePattern pattern;
    private final int[] fields;

    Routing(RoutePattern pattern, int[] fields) {
        this.pattern = pattern;
        this.fields = fields;
    }

    /** The path as the user wrote it. */
    public String path() {
        return pattern.toString();
    }

    /** Whether there may be records that go to that file. */
    public boolean covers(Path file) {
        return pattern.covers(file);
    }

    /** The indexes in the sink's schema of the fields that choose, in the order in which the path names them. */
    public int[] fields() {
        return fields.clone();
    }

    /**
     * The route of the records that have these values.
     *
     * @param values as text, null for null, in the order of {@link #fields}
     * @return null if there can be no file of such a long name: the record has to be rejected
     */
    public String nameOf(String... values) {
        return pattern.name(values);
    }
}
