package io.nebula.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** Makes Java records, by the canonical constructor, whose parameters are the slots. */
record RecordMaker(MethodHandle constructor, List<Slot> slots) implements Maker {
    @Override
    public MethodHandle compose(MethodHandle[] values) {
        MethodHandle ofRows = MethodHandles.filterArguments(constructor, 0, values);
        MethodType ofRow = MethodType.methodType(constructor.type().returnType(), int.class);
        return MethodHandles.permuteArguments(ofRows, ofRow, new int[values.length])
                .asType(MethodType.methodType(Object.class, int.class));
    }
}
