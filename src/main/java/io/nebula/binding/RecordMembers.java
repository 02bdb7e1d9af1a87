package io.nebula.binding;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The components of a Java record. */
final class RecordMembers {
    private final List<Getter> getters = new ArrayList<>();
    private final Maker maker;

    RecordMembers(Class<?> type, Members members) {
        RecordComponent[] components = type.getRecordComponents();
        List<Maker.Slot> slots = new ArrayList<>();
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
            String name = components[i].getName();
            JavaType held = members.type(name, components[i].getGenericType());
            MethodHandle handle = members.method(components[i].getAccessor());
            if (held != null && handle != null) {
                getters.add(new Getter(name, held, handle));
                slots.add(new Maker.Slot(name, held));
            }
        }
        if (components.length == 0) {
            members.problem("the record has no components, and so no fields; add some");
        }
        maker = new RecordMaker(canonical(type, parameters, members), List.copyOf(slots));
    }

    private static MethodHandle canonical(Class<?> type, Class<?>[] parameters, Members members) {
        try {
            return members.constructor(type.getDeclaredConstructor(parameters));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " is a record without its canonical constructor", e);
        }
    }

    List<Getter> getters() {
        return getters;
    }

    Maker maker() {
        return maker;
    }
}
