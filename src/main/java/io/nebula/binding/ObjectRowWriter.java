package io.nebula.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Writes objects by their getters, primitive values without boxes.
 *
 * <p>Getters and columns of some fields together are one handle, which the JVM compiles as a whole.
 */
final class ObjectRowWriter implements RowWriter {
    /** More in one handle would be more than the compiler takes in one piece. */
    private static final int FIELDS_PER_HANDLE = 8;

    private final Class<?> type;
    private final MethodHandle[] handles;

    /** @param writers of the getters' fields */
    ObjectRowWriter(Class<?> type, List<Getter> getters, List<ValueWriter> writers) {
        this.type = type;
        this.handles = new MethodHandle[(getters.size() + FIELDS_PER_HANDLE - 1) / FIELDS_PER_HANDLE];
        for (int i = 0; i < handles.length; i++) {
            int from = i * FIELDS_PER_HANDLE;
            int to = Math.min(getters.size(), from + FIELDS_PER_HANDLE);
            handles[i] = compose(getters.subList(from, to), writers.subList(from, to));
        }
    }

    @Override
    public void write(Object element, int row) throws Throwable {
        RowWriter.check(element, type);
        for (MethodHandle handle : handles) {
            handle.invokeExact(element, row);
        }
    }

    private MethodHandle compose(List<Getter> getters, List<ValueWriter> writers) {
        MethodHandle all = null;
        for (int field = getters.size() - 1; field >= 0; field--) {
            MethodHandle one = copy(getters.get(field), writers.get(field));
            all = all == null ? one : MethodHandles.foldArguments(all, one);
        }
        return all.asType(MethodType.methodType(void.class, Object.class, int.class));
    }

    /** Takes the object and the row. */
    private MethodHandle copy(Getter getter, ValueWriter writer) {
        MethodHandle get = getter.handle().asType(getter.handle().type().changeParameterType(0, type));
        MethodHandle put = writer.handle(get.type().returnType());
        MethodHandle copy = MethodHandles.filterArguments(put, 1, get);
        return MethodHandles.permuteArguments(copy, MethodType.methodType(void.class, type, int.class), 1, 0);
    }
}
