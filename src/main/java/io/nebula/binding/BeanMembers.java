package io.nebula.binding;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The properties of a class that is no record: public getters, setters and fields, by name. */
final class BeanMembers {
    private final Class<?> type;
    private final Members members;
    private final Map<String, Method> reads = new HashMap<>();
    private final Map<String, List<Method>> writes = new HashMap<>();
    private final Map<String, Field> fields = new HashMap<>();

    BeanMembers(Class<?> type, Members members) {
        this.type = type;
        this.members = members;
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()
                    && method.getDeclaringClass() != Object.class) {
                addGetter(method);
                addSetter(method);
            }
        }
        for (Field field : type.getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                fields.putIfAbsent(field.getName(), field);
            }
        }
        if (reads.isEmpty() && writes.isEmpty() && fields.isEmpty()) {
            members.problem("the class has no properties, and so no fields; give it public getters, setters or fields,"
                    + " or make it a record");
        }
    }

    private void addGetter(Method method) {
        Class<?> result = method.getReturnType();
        String name = method.getName();
        boolean truth = name.startsWith("is") && (result == boolean.class || result == Boolean.class);
        int prefix = truth ? 2 : name.startsWith("get") ? 3 : name.length();
        if (prefix < name.length() && method.getParameterCount() == 0 && result != void.class) {
            reads.merge(property(name, prefix), method, BeanMembers::narrower);
        }
    }

    private void addSetter(Method method) {
        String name = method.getName();
        if (name.startsWith("set") && name.length() > 3 && method.getParameterCount() == 1) {
            writes.computeIfAbsent(property(name, 3), property -> new ArrayList<>()).add(method);
        }
    }

    /** Of a getter that is inherited in two ways the one that says more; of isBig and getBig the first. */
    private static Method narrower(Method one, Method other) {
        if (one.getReturnType() != other.getReturnType()) {
            return one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one;
        }
        return one.getName().startsWith("is") ? one : other;
    }

    /** {@code getSpeed} reads {@code speed}, and {@code getURL} reads {@code URL}. */
    private static String property(String method, int prefix) {
        String name = method.substring(prefix);
        boolean acronym = name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    List<Getter> getters() {
        List<Getter> getters = new ArrayList<>();
        for (String name : names(reads.keySet(), field -> true)) {
            Method method = reads.get(name);
            Field field = fields.get(name);
            JavaType held = members.type(name, method != null ? method.getGenericReturnType() : field.getGenericType());
            MethodHandle handle = method != null ? members.method(method) : members.reading(field);
            if (held != null && handle != null) {
                getters.add(new Getter(name, held, handle));
            }
        }
        return getters;
    }

    /** Null if elements can be read only. */
    Maker maker() {
        List<Maker.Slot> slots = new ArrayList<>();
        List<MethodHandle> setters = new ArrayList<>();
        for (String name : names(writes.keySet(), field -> !Modifier.isFinal(field.getModifiers()))) {
            Method method = writes.containsKey(name) ? setter(name) : null;
            Field field = fields.get(name);
            if (method == null && writes.containsKey(name)) {
                continue;
            }
            JavaType held = members.type(name, method != null ? method.getGenericParameterTypes()[0] : field.getGenericType());
            MethodHandle handle = method != null ? members.method(method) : members.writing(field);
            if (held != null && handle != null) {
                slots.add(new Maker.Slot(name, held));
                MethodHandle setter = handle.asType(handle.type().changeReturnType(void.class).changeParameterType(0, type));
                setters.add(Rejection.naming(name, setter));
            }
        }
        Constructor<?> constructor = constructor();
        MethodHandle made = slots.isEmpty() || constructor == null ? null : members.constructor(constructor);
        return made == null ? null : new BeanMaker(made, List.copyOf(setters), List.copyOf(slots));
    }

    /** Names of methods, and of those fields that will do. */
    private Set<String> names(Set<String> methods, Predicate<Field> condition) {
        Set<String> names = new TreeSet<>(methods);
        fields.values().stream().filter(condition).map(Field::getName).forEach(names::add);
        return names;
    }

    /** The setter that takes what the getter returns, or the only one; or null and a problem. */
    private Method setter(String name) {
        List<Method> setters = writes.get(name);
        Method getter = reads.get(name);
        for (Method setter : setters) {
            if (getter != null && setter.getGenericParameterTypes()[0].equals(getter.getGenericReturnType())) {
                return setter;
            }
        }
        if (setters.size() > 1) {
            members.problem("'" + name + "' has " + setters.size() + " setters and no getter of the type of one of them;"
                    + " leave one public");
            return null;
        }
        return setters.get(0);
    }

    private Constructor<?> constructor() {
        if (Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return constructor;
            }
        }
        return null;
    }
}
