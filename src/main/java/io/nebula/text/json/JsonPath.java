package io.nebula.text.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A way into a nested value: {@code user.name}, {@code items[0].id}. */
public final class JsonPath {
    private static final String NAME = "[^.\\[\\]]+";
    private static final String INDEX = "\\[\\d{1,9}]";

    private final String root;
    private final byte[][] keys;
    private final int[] indexes;
    private int start;
    private int end;

    private JsonPath(String root, List<String> steps) {
        this.root = root;
        keys = new byte[steps.size()][];
        indexes = new int[steps.size()];
        for (int i = 0; i < keys.length; i++) {
            String step = steps.get(i);
            if (step.startsWith("[")) {
                indexes[i] = Integer.parseInt(step.substring(1, step.length() - 1));
            } else {
                keys[i] = step.getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    /** The path that a field's name describes, or null if it is a plain name. */
    public static JsonPath of(String name) {
        if (!name.matches(NAME + "(\\." + NAME + "|" + INDEX + ")+")) {
            return null;
        }
        List<String> steps = new ArrayList<>(Arrays.asList(name.replace("[", ".[").split("\\.")));
        return new JsonPath(steps.remove(0), steps);
    }

    /**
     * A path that begins at a whole document: {@code a.b[0]}, {@code [0].a}, {@code $.a}; {@code $} is the document.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static JsonPath within(String path) {
        String steps = path.matches("\\$([.\\[].*)?") ? path.substring(1).replaceFirst("^\\.", "") : path;
        if (!steps.matches("(" + NAME + "|" + INDEX + ")(\\." + NAME + "|" + INDEX + ")*") && !path.equals("$")) {
            throw new IllegalArgumentException("not a path into JSON; write it like a.b[0], or $ for all of it");
        }
        String dotted = steps.replace("[", ".[");
        return new JsonPath("", path.equals("$") ? List.of()
                : Arrays.asList((dotted.startsWith(".") ? dotted.substring(1) : dotted).split("\\.")));
    }

    /** The top-level key that it begins with. */
    public String root() {
        return root;
    }

    /** Where the value that {@link #find} found begins. */
    public int start() {
        return start;
    }

    /** Where it ends. */
    public int end() {
        return end;
    }

    /** Looks in the value at {@code from}, which has been checked; false if it has nothing at this path. */
    public boolean find(JsonScanner scanner, byte[] bytes, int from) {
        start = from;
        for (int i = 0; i < keys.length; i++) {
            boolean found = keys[i] == null ? element(scanner, bytes, indexes[i]) : member(scanner, bytes, keys[i]);
            if (!found) {
                return false;
            }
        }
        end = scanner.value(start, 0);
        return true;
    }

    private boolean element(JsonScanner scanner, byte[] bytes, int index) {
        if (bytes[start] != '[') {
            return false;
        }
        int at = scanner.space(start + 1);
        for (int i = 0; bytes[at] != ']'; i++) {
            if (i == index) {
                start = at;
                return true;
            }
            at = next(scanner, bytes, at);
        }
        return false;
    }

    private boolean member(JsonScanner scanner, byte[] bytes, byte[] key) {
        if (bytes[start] != '{') {
            return false;
        }
        boolean found = false;
        int at = scanner.space(start + 1);
        while (bytes[at] != '}') {
            int afterKey = scanner.string(at);
            int value = scanner.colon(afterKey);
            if (names(bytes, at + 1, afterKey - 1, key)) {
                start = value;
                found = true;
            }
            at = next(scanner, bytes, value);
        }
        return found;
    }

    private static int next(JsonScanner scanner, byte[] bytes, int value) {
        int at = scanner.space(scanner.value(value, 0));
        return bytes[at] == ',' ? scanner.space(at + 1) : at;
    }

    /** Whether the inside of a key's token says {@code key}. */
    public static boolean names(byte[] bytes, int from, int to, byte[] key) {
        byte[] scratch = new byte[0];
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                scratch = new byte[to - from];
                int length = JsonEscapes.unescape(bytes, from, to, scratch, 0);
                return Arrays.equals(scratch, 0, length, key, 0, key.length);
            }
        }
        return Arrays.equals(bytes, from, to, key, 0, key.length);
    }
}
