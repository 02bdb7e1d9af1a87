package io.nebula.operator;

import io.nebula.engine.ByteWork;
import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.format.Origin;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fields that the input names itself, their types inferred from its first records where they are not declared. */
record InferredFields(Format format, Map<String, ValueType> declared, List<TransformSpec> transforms, Format output)
        implements InputFields {
    @Override
    public boolean needsSample(Head head) {
        return head.names().isEmpty() || !declared.keySet().containsAll(head.names());
    }

    @Override
    public ByteInput open(byte[] bytes, int length, boolean whole, Head head)
            throws MalformedDataException, InvalidOptionsException {
        boolean anything = length > head.bytes() || !head.names().isEmpty();
        Schema schema = anything ? format.infer(bytes, length, whole, head, declared) : declaredOnly();
        return new ByteInput(new Origin(ByteProcessor.INPUT, 0, null, head.bytes(), head.lines()),
                ByteWork.of(format, schema, declared, transforms, output));
    }

    /** The fields of an input without a byte: the declared ones, which have no order but that of their names. */
    private Schema declaredOnly() {
        List<Field> fields = new ArrayList<>();
        new TreeMap<>(declared).forEach((name, type) -> fields.add(new Field(name, type)));
        return new Schema(fields);
    }
}
