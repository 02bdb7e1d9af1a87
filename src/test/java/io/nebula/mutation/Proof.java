package io.nebula.mutation;

import java.util.List;

/**
 * Methods of a test class that hold for our classes as they are, and fail if somebody makes a mistake there. The class needs
 * a constructor without parameters, and nothing done before or after its methods, which have no parameters either.
 *
 * @param test the class
 * @param methods names of its methods; all that are tests if there are none
 */
public record Proof(Class<?> test, List<String> methods) {
    public static Proof of(Class<?> test, String... methods) {
        return new Proof(test, List.of(methods));
    }

    @Override
    public String toString() {
        return test.getSimpleName() + (methods.isEmpty() ? "" : "." + String.join(", ", methods));
    }
}
