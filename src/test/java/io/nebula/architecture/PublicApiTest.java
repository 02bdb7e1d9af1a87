package io.nebula.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.ParallelPipeline;
import io.nebula.ParallelProcessor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a program in Java gets to see from the front door on: types of ours that public methods lead to. */
class PublicApiTest {
    private final Map<Class<?>, Set<Class<?>>> exposed = new HashMap<>();

    /** Follows everything public from the front door, as far as types are ours. */
    @BeforeEach
    void follow() {
        Deque<Class<?>> left = new ArrayDeque<>(Set.of(ParallelProcessor.class, ParallelPipeline.class));
        while (!left.isEmpty()) {
            Class<?> type = left.pop();
            if (exposed.containsKey(type)) {
                continue;
            }
            Set<Class<?>> mentioned = mentioned(type);
            exposed.put(type, mentioned);
            mentioned.stream().filter(PublicApiTest::isOurs).forEach(left::add);
        }
    }

    @Test
    void shouldShowNoTypeOfScala() {
        Set<String> seen = new TreeSet<>();
        exposed.forEach((type, mentioned) -> mentioned.stream().map(Class::getName)
                .filter(name -> name.startsWith("scala.") || name.contains(".scaladsl."))
                .forEach(name -> seen.add(type.getName() + " shows " + name)));

        assertThat(seen).isEmpty();
        assertThat(exposed.keySet()).extracting(Class::getSimpleName)
                .contains("ElementProcessor", "ProcessorControl", "ProcessorStatus", "WorkerGroups", "RunResult", "RecordBatch");
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.nebula.");
    }

    private static Set<Class<?>> mentioned(Class<?> type) {
        Set<Class<?>> mentioned = new HashSet<>();
        Consumer<Type> collector = collector(mentioned);
        collector.accept(type.getGenericSuperclass());
        Arrays.stream(type.getGenericInterfaces()).forEach(collector);
        Arrays.stream(type.getTypeParameters()).forEach(collector);
        Arrays.stream(type.getFields()).forEach(field -> collector.accept(field.getGenericType()));
        Stream.<Executable>concat(Arrays.stream(type.getConstructors()).map((Constructor<?> made) -> made),
                Arrays.stream(type.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> !method.isSynthetic()))
                .forEach(executable -> {
                    Arrays.stream(executable.getGenericParameterTypes()).forEach(collector);
                    Arrays.stream(executable.getGenericExceptionTypes()).forEach(collector);
                    Arrays.stream(executable.getTypeParameters()).forEach(collector);
                    if (executable instanceof Method method) {
                        collector.accept(method.getGenericReturnType());
                    }
                });
        return mentioned;
    }

    /** Takes a type apart and adds the classes in it. */
    private static Consumer<Type> collector(Set<Class<?>> classes) {
        Set<Type> seen = new HashSet<>();
        return new Consumer<>() {
            @Override
            public void accept(Type type) {
                if (type == null || !seen.add(type)) {
                    return;
                }
                if (type instanceof Class<?> plain) {
                    classes.add(plain.isArray() ? innermost(plain) : plain);
                } else if (type instanceof ParameterizedType parameterized) {
                    accept(parameterized.getRawType());
                    Arrays.stream(parameterized.getActualTypeArguments()).forEach(this);
                } else if (type instanceof GenericArrayType array) {
                    accept(array.getGenericComponentType());
                } else if (type instanceof WildcardType wildcard) {
                    Arrays.stream(wildcard.getUpperBounds()).forEach(this);
                    Arrays.stream(wildcard.getLowerBounds()).forEach(this);
                } else if (type instanceof TypeVariable<?> variable) {
                    Arrays.stream(variable.getBounds()).forEach(this);
                }
            }
        };
    }

    private static Class<?> innermost(Class<?> array) {
        return array.isArray() ? innermost(array.getComponentType()) : array;
    }
}
