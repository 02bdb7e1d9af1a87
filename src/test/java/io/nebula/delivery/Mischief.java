package io.nebula.delivery;

import io.nebula.options.Options;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformProvider;
import io.nebula.transform.TransformSpec;

/** A user's transform, found in a jar, that goes wrong at one record in the way that the system property {@code mischief} names. */
public final class Mischief implements TransformProvider {
    /** The first field of the record. */
    static final int AT = 7_777;
    private static final String KIND = System.getProperty("mischief", "none");

    @Override
    public String type() {
        return "mischief";
    }

    @Override
    public String summary() {
        return "Goes wrong at one record.";
    }

    @Override
    public TransformSpec create(Options options) {
        return TransformSpec.of("mischief", schema -> new BoundTransform(schema, () -> Mischief::apply));
    }

    private static RecordBatch apply(RecordBatch batch) {
        long[] ids = ((LongColumn) batch.column(0)).values();
        for (int i = 0; i < batch.selected(); i++) {
            if (ids[batch.selection() == null ? i : batch.selection()[i]] == AT) {
                return goWrong(batch);
            }
        }
        return batch;
    }

    private static RecordBatch goWrong(RecordBatch batch) {
        switch (KIND) {
            case "throw" -> throw new IllegalStateException("mischief");
            case "error" -> throw new NoClassDefFoundError("no/such/Mischief");
            case "overflow" -> overflow(0);
            case "null" -> {
                return null;
            }
            case "endless" -> {
                while (batch.rows() >= 0) {
                    Thread.onSpinWait();
                }
            }
            default -> { }
        }
        return batch;
    }

    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }
}
