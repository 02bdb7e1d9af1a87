package io.nebula.delivery;

import io.nebula.options.Secrets;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes descriptions apart into named texts that are the same in every process: records and other objects into their fields,
 * lists and maps into their elements, whoever has written the class.
 *
 * <p>A lambda has no stable name: it is known by the class that it was written in and by what it has captured. Fields that
 * are transient are left out. Of a value whose name says that it is a secret only a few bits of a digest are told: enough to
 * notice that it is another one, too few to find it out.
 */
public final class Facts {
    private static final int SECRET_DIGITS = 4;
    private static final String LAMBDA = "$$Lambda";
    private static final String LAMBDA_FACT = "a lambda of ";

    private final Secrets secrets;
    private final Map<String, String> facts = new TreeMap<>();
    private final Deque<Object> within = new ArrayDeque<>();

    /** @param secrets are told of in the same way wherever they stand */
    public Facts(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Adds what {@code value} is made of under that name. */
    public Facts add(String name, Object value) {
        if (value == null) {
            facts.put(name, "null");
        } else if (value instanceof Collection<?> || value instanceof Map<?, ?> || value.getClass().isArray()) {
            elements(name, value);
        } else if (isPlain(value)) {
            facts.put(name, isSecret(name) ? hidden(value.toString()) : secrets.replace(value.toString(), Facts::hidden));
        } else if (within.stream().noneMatch(outer -> outer == value)) {
            within.push(value);
            parts(name, value);
            within.pop();
        }
        return this;
    }

    /** Everything added so far. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(facts);
    }

    /** Whether that value of a fact stands for a lambda: what its code does cannot be told from it. */
    public static boolean isLambda(String value) {
        return value.startsWith(LAMBDA_FACT);
    }

    private void elements(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> add(name + "." + key, element));
        } else if (value instanceof Set<?> set) {
            Set<String> sorted = new TreeSet<>();
            set.forEach(element -> sorted.add(String.valueOf(element)));
            facts.put(name, secrets.replace(sorted.toString(), Facts::hidden));
        } else if (value instanceof Collection<?> list) {
            int index = 0;
            for (Object element : list) {
                add(name + "[" + index++ + "]", element);
            }
        } else {
            for (int i = 0; i < Array.getLength(value); i++) {
                add(name + "[" + i + "]", Array.get(value, i));
            }
        }
    }

    private static boolean isSecret(String name) {
        return Secrets.isNamed(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String hidden(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return "hidden " + HexFormat.of().formatHex(digest).substring(0, SECRET_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether its own text says all that there is to it. */
    private static boolean isPlain(Object value) {
        if (value instanceof Enum<?>) {
            return true;
        }
        try {
            return isOfThePlatform(value.getClass())
                    && value.getClass().getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every object has a text", e);
        }
    }

    private static boolean isOfThePlatform(Class<?> type) {
        return type.getName().startsWith("java.") || type.getName().startsWith("sun.");
    }

    private void parts(String name, Object value) {
        String type = value.getClass().getName();
        int lambda = type.indexOf(LAMBDA);
        facts.put(name, lambda < 0 ? type : LAMBDA_FACT + type.substring(0, lambda));
        if (!isOfThePlatform(value.getClass())) {
            for (Class<?> part = value.getClass(); part != null && !isOfThePlatform(part); part = part.getSuperclass()) {
                fields(name, value, part);
            }
        }
    }

    private void fields(String name, Object value, Class<?> declaring) {
        for (Field field : declaring.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                try {
                    field.setAccessible(true);
                    add(name + "." + field.getName(), field.get(value));
                } catch (InaccessibleObjectException | IllegalAccessException e) {
                    facts.put(name + "." + field.getName(), "unknown");
                }
            }
        }
    }
}
