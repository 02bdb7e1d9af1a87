package io.nebula.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * What reads a field from an element.
 *
 * @param handle takes the element and returns a value of the type, or null for no value
 */
record Getter(String name, JavaType type, MethodHandle handle) {
    private static final MethodHandle UNWRAP;

    static {
        try {
            UNWRAP = MethodHandles.lookup().findStatic(Getter.class, "unwrap",
                    MethodType.methodType(Object.class, Optional.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    Getter {
        handle = Rejection.naming(name, type.optional() ? MethodHandles.filterReturnValue(handle, UNWRAP) : handle);
    }

    private static Object unwrap(Optional<?> value) {
        return value == null ? null : value.orElse(null);
    }
}
