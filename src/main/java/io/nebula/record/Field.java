package io.nebula.record;

import java.util.Objects;

/** One named, typed field of a {@link Schema}. Names are case-sensitive and may hold any characters. */
public record Field(String name, ValueType type) {
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }
}
