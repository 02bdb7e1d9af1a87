package io.nebula.connector;

/** How a sink of many files tells which of them a record goes to. Immutable and thread-safe. */
public final class Routing {
    private final RoutePattern pattern;
    private final int[] fields;

    Routing(RoutePattern pattern, int[] fields) {
        this.pattern = pattern;
        this.fields = fields;
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
