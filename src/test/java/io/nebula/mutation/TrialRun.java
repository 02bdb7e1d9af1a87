package io.nebula.mutation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process that runs {@link Trials}. */
final class TrialRun {
    /** What has become of a trial. */
    enum Outcome {
        HOLDS,
        FAILS,
        /** It could not be run. */
        BROKEN
    }

    private TrialRun() {}

    /** Arguments: for each trial the test class and names of methods, or nothing for all tests. */
    public static void main(String[] arguments) {
        for (int number = 0; number < arguments.length; number++) {
            String[] parts = arguments[number].split(";", -1);
            try {
                Throwable failure = run(parts[0], parts[1]);
                say(number, failure == null ? Outcome.HOLDS : Outcome.FAILS, failure);
            } catch (Exception e) {
                say(number, Outcome.BROKEN, e);
            }
        }
        System.exit(0); // whatever threads are left
    }

    private static void say(int number, Outcome outcome, Throwable why) {
        System.out.println("\n#### trial " + number + ": " + outcome);
        if (why != null) {
            why.printStackTrace(System.out);
        }
    }

    private static Throwable run(String name, String methodNames) throws ReflectiveOperationException {
        Class<?> test = Class.forName(name);
        for (Method method : methods(test, methodNames.isEmpty() ? List.of() : List.of(methodNames.split(",")))) {
            Throwable failure = run(test, method);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private static List<Method> methods(Class<?> test, List<String> names) {
        List<Method> methods = Arrays.stream(test.getDeclaredMethods()).filter(method -> names.isEmpty()
                ? method.isAnnotationPresent(Test.class) : names.contains(method.getName())).toList();
        if (methods.isEmpty() || methods.size() < names.size()) {
            throw new IllegalArgumentException(test + " has no test, or not all of " + names);
        }
        return methods;
    }

    private static Throwable run(Class<?> test, Method method) throws ReflectiveOperationException {
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }
}
