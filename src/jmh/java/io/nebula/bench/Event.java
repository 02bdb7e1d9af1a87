package io.nebula.bench;

/** The classic record as an object, the way users of other engines hold it. */
record Event(long id, String name, double value, long timestamp, String category, String status) {
    /** The same event with another value. */
    Event withValue(double other) {
        return new Event(id, name, other, timestamp, category, status);
    }
}
