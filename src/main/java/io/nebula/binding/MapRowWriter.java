package io.nebula.binding;

import io.nebula.options.Suggestion;
import io.nebula.record.Schema;
import java.util.List;
import java.util.Map;

/** Writes maps, and refuses those with a key that is no field. */
final class MapRowWriter implements RowWriter {
    private final Schema schema;
    private final String[] keys;
    private final ValueWriter[] writers;

    /** @param writers of the schema's fields */
    MapRowWriter(Schema schema, List<ValueWriter> writers) {
        this.schema = schema;
        this.keys = schema.names().toArray(new String[0]);
        this.writers = writers.toArray(new ValueWriter[0]);
    }

    @Override
    public void write(Object element, int row) {
        RowWriter.check(element, Map.class);
        Map<?, ?> map = (Map<?, ?>) element;
        int found = 0;
        for (int field = 0; field < keys.length; field++) {
            Object value = map.get(keys[field]);
            found += value != null || map.containsKey(keys[field]) ? 1 : 0;
            writers[field].write(row, value);
        }
        if (found != map.size()) {
            refuseUnknown(map);
        }
    }

    private void refuseUnknown(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String name) || schema.indexOf(name) < 0) {
                String near = Suggestion.of(String.valueOf(key), schema.names());
                throw new RefusedValueException("unknown-field", String.valueOf(key), "the schema has no such field; "
                        + (near != null ? near : "take the key out of the map, or add it to the schema, whose fields are "
                        + String.join(", ", schema.names())));
            }
        }
    }
}
