package io.nebula.binding;

import io.nebula.record.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes maps of all fields of a schema, in its order. */
record MapMaker(List<Slot> slots) implements Maker {
    private static final MethodHandle MAP;

    static {
        try {
            MAP = MethodHandles.lookup().findStatic(MapMaker.class, "map",
                    MethodType.methodType(Object.class, String[].class, MethodHandle[].class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static MapMaker of(Schema schema) {
        return new MapMaker(schema.fields().stream()
                .map(field -> new Slot(field.name(), JavaType.natural(field.type()))).toList());
    }

    @Override
    public MethodHandle compose(MethodHandle[] values) {
        String[] names = slots.stream().map(Slot::name).toArray(String[]::new);
        MethodHandle[] objects = values.clone();
        for (int i = 0; i < objects.length; i++) {
            objects[i] = values[i].asType(MethodType.methodType(Object.class, int.class));
        }
        return MethodHandles.insertArguments(MAP, 0, names, objects);
    }

    private static Object map(String[] names, MethodHandle[] values, int row) throws Throwable {
        Map<String, Object> map = new LinkedHashMap<>(names.length * 2);
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], (Object) values[i].invokeExact(row));
        }
        return map;
    }
}
