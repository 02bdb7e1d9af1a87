package io.nebula.delivery;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Setting;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformProvider;
import io.nebula.transform.TransformSpec;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/** A transform of a user who has not thought of everything: some values of the field {@code text} are its end. */
public final class PoisonTransform implements TransformProvider {
    private static final List<byte[]> LEAK = new LinkedList<>();

    @Override
    public String type() {
        return "test-poison";
    }

    @Override
    public String summary() {
        return "Does what records tell it to.";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.of("nanos-per-record", Setting.Kind.INTEGER, "How long it works on each record.")
                .otherwise("0"));
    }

    @Override
    public TransformSpec create(Options options) {
        return new Spec(options.integer("nanos-per-record", 0, 0));
    }

    /** @param nanos how long it works on each record */
    record Spec(long nanos) implements TransformSpec {
        @Override
        public String type() {
            return "test-poison";
        }

        @Override
        public BoundTransform bind(Schema input) throws InvalidOptionsException {
            int field = input.indexOf("text");
            return new BoundTransform(input, () -> batch -> {
                TextColumn texts = (TextColumn) batch.column(field);
                for (int i = 0; i < batch.selected(); i++) {
                    obey(texts.string(batch.selection()[i]), batch);
                }
                return batch;
            });
        }

        private void obey(String order, RecordBatch batch) {
            long until = System.nanoTime() + nanos;
            switch (order) {
                case "exit 0" -> System.exit(0);
                case "exit 3" -> Runtime.getRuntime().exit(3);
                case "halt" -> Runtime.getRuntime().halt(7);
                case "hoard" -> hoard(new ArrayList<>());
                case "leak" -> hoard(LEAK);
                case "recursion" -> recursion(1);
                case "crash" -> crash();
                case "endless" -> endless();
                default -> {
                    while (nanos > 0 && System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                }
            }
        }

        private static void hoard(List<byte[]> hoard) {
            while (true) {
                hoard.add(new byte[hoard == LEAK ? 100 : 100_000]);
            }
        }

        private static long recursion(long depth) {
            return recursion(depth + 1) + depth;
        }

        private static void endless() {
            for (long turn = 0; turn >= 0; turn = turn + 1 & Long.MAX_VALUE) {
                Thread.onSpinWait();
            }
        }

        /** Writes where nothing is: what a defect of a native library does. */
        private static void crash() {
            try {
                Class<?> type = Class.forName("sun.misc.Unsafe");
                Field field = type.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this JVM cannot be crashed", e);
            }
        }
    }
}
