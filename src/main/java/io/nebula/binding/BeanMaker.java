package io.nebula.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Makes objects by a constructor without arguments, and then by one setter for each slot.
 *
 * @param setters take the object and the value and return nothing
 */
record BeanMaker(MethodHandle constructor, List<MethodHandle> setters, List<Slot> slots) implements Maker {
    @Override
    public MethodHandle compose(MethodHandle[] values) {
        Class<?> type = constructor.type().returnType();
        MethodHandle filled = MethodHandles.dropArguments(MethodHandles.identity(type), 1, int.class);
        for (int slot = values.length - 1; slot >= 0; slot--) {
            MethodHandle set = MethodHandles.filterArguments(setters.get(slot), 1, values[slot]);
            filled = MethodHandles.foldArguments(filled, set);
        }
        MethodHandle made = MethodHandles.dropArguments(constructor, 0, int.class);
        return MethodHandles.foldArguments(filled, made).asType(MethodType.methodType(Object.class, int.class));
    }
}
