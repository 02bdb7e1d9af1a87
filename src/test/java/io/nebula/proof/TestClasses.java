package io.nebula.proof;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The test classes that there are, by their names without packages. */
final class TestClasses {
    private static final Path ROOT = Path.of("src/test/java");

    private final Map<String, List<String>> names;

    private TestClasses(Map<String, List<String>> names) {
        this.names = names;
    }

    static TestClasses find() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return new TestClasses(files.map(file -> ROOT.relativize(file).toString()).filter(file -> file.endsWith(".java"))
                    .map(file -> file.replace(".java", "").replace('/', '.'))
                    .collect(Collectors.groupingBy(name -> name.substring(name.lastIndexOf('.') + 1), TreeMap::new,
                            Collectors.toList())));
        }
    }

    /** @return the full name of the class that a claim names; null if there is not exactly one */
    String fullName(String test) {
        List<String> found = names.getOrDefault(test.split("#")[0], List.of());
        return found.size() == 1 ? found.get(0) : null;
    }

    /** Whether there is a test of that name. */
    boolean has(String test) {
        String name = fullName(test);
        if (name == null) {
            return false;
        }
        try {
            String[] parts = test.split("#");
            Stream<Method> methods = Arrays.stream(Class.forName(name).getDeclaredMethods())
                    .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class));
            return methods.anyMatch(method -> parts.length == 1 || method.getName().equals(parts[1]));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
