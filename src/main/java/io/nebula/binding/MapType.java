package io.nebula.binding;

import io.nebula.record.Schema;
import java.util.Map;
import java.util.Objects;

/** Maps with the fields of a schema. */
final class MapType implements RecordType<Map<String, Object>> {
    private final Schema schema;

    MapType(Schema schema) {
        this.schema = Objects.requireNonNull(schema, "schema");
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public BatchBuilder<Map<String, Object>> builder() {
        return new BatchBuilder<>(schema, writers -> new MapRowWriter(schema, writers));
    }

    @Override
    public ElementReader<Map<String, Object>> reader(Schema batches) {
        return ElementReader.of("the map", MapMaker.of(schema), batches);
    }
}
