package io.nebula.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/** Opens the members of a class, and keeps every problem that is found in doing so, once. */
final class Members {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Class<?> owner;
    private final Set<String> problems = new LinkedHashSet<>();

    Members(Class<?> owner) {
        this.owner = owner;
    }

    void problem(String text) {
        problems.add(owner.getName() + ": " + text);
    }

    /** @throws IllegalArgumentException that says all problems, if there are any */
    void failOnProblem() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** What a declared type is, or null and a problem. */
    JavaType type(String name, Type declared) {
        JavaType type = JavaType.of(declared);
        if (type == null) {
            problem("'" + name + "' is of type " + declared.getTypeName() + ", which no field can hold; "
                    + JavaType.advice(declared));
        }
        return type;
    }

    /** A handle, or null and a problem. */
    MethodHandle method(Method method) {
        return open(method, () -> LOOKUP.unreflect(method));
    }

    /** A handle, or null and a problem. */
    MethodHandle constructor(Constructor<?> constructor) {
        return open(constructor, () -> LOOKUP.unreflectConstructor(constructor));
    }

    /** A handle, or null and a problem. */
    MethodHandle reading(Field field) {
        return open(field, () -> LOOKUP.unreflectGetter(field));
    }

    /** A handle, or null and a problem. */
    MethodHandle writing(Field field) {
        return open(field, () -> LOOKUP.unreflectSetter(field));
    }

    private MethodHandle open(AccessibleObject member, Opening opening) {
        if (!member.trySetAccessible()) {
            problem(member + " cannot be reached; let the module " + owner.getModule().getName() + " open its package "
                    + owner.getPackageName() + " to Nebula's");
            return null;
        }
        try {
            return opening.open();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(member + " has been made accessible and is not", e);
        }
    }

    private interface Opening {
        MethodHandle open() throws IllegalAccessException;
    }
}
