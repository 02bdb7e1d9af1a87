package io.nebula.binding;

import io.nebula.options.Suggestion;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes elements of batches. What an element holds is a copy: it needs the batch no more.
 *
 * <p>Not thread-safe: scratch memory of one worker.
 */
public final class ElementReader<T> {
    private final Schema schema;
    private final int[] fields;
    private final ValueReader[] values;
    private final MethodHandle make;

    private ElementReader(Schema schema, int[] fields, ValueReader[] values, MethodHandle make) {
        this.schema = schema;
        this.fields = fields;
        this.values = values;
        this.make = make;
    }

    /** @param name what elements are, for messages */
    static <T> ElementReader<T> of(String name, Maker maker, Schema schema) {
        List<String> problems = new ArrayList<>();
        int[] fields = new int[maker.slots().size()];
        ValueReader[] values = new ValueReader[fields.length];
        for (int i = 0; i < fields.length; i++) {
            Maker.Slot slot = maker.slots().get(i);
            fields[i] = schema.indexOf(slot.name());
            if (fields[i] < 0) {
                problems.add(missing(name, slot, schema));
                continue;
            }
            values[i] = ValueReader.of(slot.name(), schema.type(fields[i]), slot.type());
            if (values[i] == null) {
                problems.add(name + ": '" + slot.name() + "' is a " + slot.type().valueType().text() + " here (" + slot.type()
                        + "), and a " + schema.type(fields[i]).text() + " in the batches; convert the field, or declare another type");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        MethodHandle[] handles = new MethodHandle[values.length];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = values[i].handle();
        }
        return new ElementReader<>(schema, fields, values, maker.compose(handles));
    }

    private static String missing(String name, Maker.Slot slot, Schema schema) {
        String near = Suggestion.of(slot.name(), schema.names());
        return name + ": the batches have no field '" + slot.name() + "'; "
                + (near != null ? near : "their fields are " + String.join(", ", schema.names()));
    }

    /**
     * Makes an element of each selected row that is not rejected, and gives them to {@code consumer} in the order of rows.
     *
     * <p>A row that no element can be made of is rejected, and not selected afterwards. The reject's {@code stage} is {@code
     * encode}; its {@code code} is
     * <ul>
     * <li>{@code null-value}: a null for a primitive type;
     * <li>{@code overflow}: a number is too large for its type, or a date too far away;
     * <li>{@code value-type}: a text is none of an enum's names;
     * <li>{@code transform-failed}: a constructor or setter has thrown something.
     * </ul>
     * What the consumer throws is thrown.
     *
     * @param batch of the schema that this reader is for
     */
    public void read(RecordBatch batch, ElementConsumer<? super T> consumer) {
        if (!batch.schema().equals(schema)) {
            throw new IllegalArgumentException("the batch has the fields " + batch.schema() + ", and this reader is for " + schema
                    + "; make a reader for each schema");
        }
        batch.stage("encode");
        for (int i = 0; i < values.length; i++) {
            values[i].open(batch.column(fields[i]));
        }
        batch.dropRejected();
        readRows(batch, consumer);
        batch.dropRejected();
    }

    /** Hot. */
    private void readRows(RecordBatch batch, ElementConsumer<? super T> consumer) {
        int[] rows = batch.selection();
        int count = batch.selected();
        for (int k = 0; k < count; k++) {
            Object element;
            try {
                element = (Object) make.invokeExact(rows[k]);
            } catch (Throwable e) {
                Rejection.add(batch, rows[k], e);
                continue;
            }
            accept(consumer, rows[k], element);
        }
    }

    /** The maker makes elements of the type that this reader was made for. */
    @SuppressWarnings("unchecked")
    private void accept(ElementConsumer<? super T> consumer, int row, Object element) {
        consumer.accept(row, (T) element);
    }
}
