package io.nebula.binding;

import io.nebula.record.Field;
import io.nebula.record.Schema;
import java.util.List;

/** A class whose components or properties are the fields. */
final class ClassType<T> implements RecordType<T> {
    private final Class<T> type;
    private final List<Getter> getters;
    private final Maker maker;
    private final Schema schema;

    private ClassType(Class<T> type, List<Getter> getters, Maker maker) {
        this.type = type;
        this.getters = getters;
        this.maker = maker;
        this.schema = new Schema(getters.stream().map(getter -> new Field(getter.name(), getter.type().valueType())).toList());
    }

    static <T> ClassType<T> of(Class<T> type) {
        Members members = new Members(type);
        List<Getter> getters;
        Maker maker;
        if (type.isRecord()) {
            RecordMembers components = new RecordMembers(type, members);
            getters = components.getters();
            maker = components.maker();
        } else {
            BeanMembers properties = new BeanMembers(type, members);
            getters = properties.getters();
            maker = properties.maker();
        }
        members.failOnProblem();
        return new ClassType<>(type, getters, maker);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public BatchBuilder<T> builder() {
        if (getters.isEmpty()) {
            throw new IllegalStateException(type.getName() + ": no element of this class can be read; it needs public getters or"
                    + " fields, or use a Java record or a map");
        }
        return new BatchBuilder<>(schema, writers -> new ObjectRowWriter(type, getters, writers));
    }

    @Override
    public ElementReader<T> reader(Schema batches) {
        if (maker == null) {
            throw new IllegalArgumentException(type.getName() + ": no element of this class can be made; it needs a"
                    + " constructor without arguments and public setters or fields, or use a Java record or a map");
        }
        return ElementReader.of(type.getName(), maker, batches);
    }
}
