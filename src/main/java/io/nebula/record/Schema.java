package io.nebula.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ordered fields of a record. Immutable, safe to share between threads; names are unique. */
public final class Schema {
    private final List<Field> fields;
    private final Map<String, Integer> indexes;

    /** @throws IllegalArgumentException if two fields have the same name */
    public Schema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.indexes = new HashMap<>(fields.size() * 2);
        for (int i = 0; i < this.fields.size(); i++) {
            if (indexes.put(this.fields.get(i).name(), i) != null) {
                throw new IllegalArgumentException("two fields are named '" + this.fields.get(i).name() + "'");
            }
        }
    }

    public List<Field> fields() {
        return fields;
    }

    public int size() {
        return fields.size();
    }

    public Field field(int index) {
        return fields.get(index);
    }

    public ValueType type(int index) {
        return fields.get(index).type();
    }

    /** The position of the field of that name, or -1. */
    public int indexOf(String name) {
        return indexes.getOrDefault(name, -1);
    }

    /** The field names in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>(fields.size());
        for (Field field : fields) {
            names.add(field.name());
        }
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof Schema that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(");
        for (Field field : fields) {
            text.append(text.length() > 1 ? ", " : "").append(field.name()).append(' ').append(field.type().text());
        }
        return text.append(')').toString();
    }
}
