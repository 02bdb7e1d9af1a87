package io.nebula.binding;

import java.lang.invoke.MethodHandle;
import java.util.List;

/** How elements of a Java type are made. Immutable. */
interface Maker {
    /**
     * What an element is made of.
     *
     * @param type the Java type of the value
     */
    record Slot(String name, JavaType type) {}

    List<Slot> slots();

    /**
     * What makes an element of a row, {@code (int)Object}.
     *
     * @param values for each slot what gives the value of a row, {@code (int)} to the slot's type
     */
    MethodHandle compose(MethodHandle[] values);
}
