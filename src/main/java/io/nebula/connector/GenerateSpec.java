package io.nebula.connector;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import java.util.List;

/**
 * Makes records up. Each depends on the seed and its number alone, however the numbers are dealt.
 *
 * @param count how many records
 * @param fields the fields that they have, in order
 */
public record GenerateSpec(long count, List<GeneratedField> fields, long seed) implements SourceSpec {
    /** The six fields of the classic record: {@code id, name, value, timestamp, category, status}. */
    public static final List<GeneratedField> CLASSIC = List.of(GeneratedField.values());
    /** Two numbers: {@code id, value}. */
    public static final List<GeneratedField> NARROW = List.of(GeneratedField.ID, GeneratedField.VALUE);

    public GenerateSpec {
        fields = List.copyOf(fields);
        if (count < 0 || fields.isEmpty()) {
            throw new IllegalArgumentException("a generator needs a count of at least 0, and a field");
        }
    }

    /** Classic records. */
    public GenerateSpec(long count) {
        this(count, CLASSIC, 0);
    }

    @Override
    public String type() {
        return "generate";
    }

    @Override
    public RecordSource open() {
        Schema schema = new Schema(fields.stream().map(field -> new Field(field.fieldName(), field.type())).toList());
        return new GeneratedSource(this, schema);
    }

    @Override
    public RecordSource reopen() throws InvalidOptionsException {
        throw new InvalidOptionsException(Problem.at("type", "no-bytes", "generated records have no bytes, so no dead letter"
                + " holds one", "run the pipeline again"));
    }
}
