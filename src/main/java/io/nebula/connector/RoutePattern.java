package io.nebula.connector;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A path with the names of fields in braces, such as {@code out/{category}/{status}.csv}.
 *
 * <p>Whatever the values are, the files lie in the directory before the first brace or below it, and different values
 * have different names: a slash, a percent sign, a control character and a dot at the beginning of a value are written
 * as a percent sign and two hexadecimal digits, the empty text is {@code %empty} and null is {@code %null}.
 */
final class RoutePattern {
    static final String NULL = "%null";
    static final String EMPTY = "%empty";
    private static final int MOST_NAME_BYTES = 255;

    private final String base;
    private final List<String> literals;
    private final List<String> fields;

    private RoutePattern(String base, List<String> literals, List<String> fields) {
        this.base = base;
        this.literals = literals;
        this.fields = fields;
    }

    static boolean isPattern(String path) {
        return path.indexOf('{') >= 0;
    }

    /** @throws InvalidOptionsException if the path is none that files can have */
    static RoutePattern of(String path) throws InvalidOptionsException {
        int slash = path.lastIndexOf('/', path.indexOf('{'));
        String rest = path.substring(slash + 1);
        List<String> literals = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{', from)) {
            int close = rest.indexOf('}', open);
            if (close < open + 2 || rest.substring(open + 1, close).indexOf('{') >= 0) {
                throw problem("'" + path + "' has a brace without the name of a field and a closing brace",
                        "write it like \"out/{category}.csv\"");
            }
            literals.add(rest.substring(from, open));
            fields.add(rest.substring(open + 1, close));
            from = close + 1;
        }
        literals.add(rest.substring(from));
        check(path, literals);
        return new RoutePattern(path.substring(0, slash + 1), literals, fields);
    }

    private static void check(String path, List<String> literals) throws InvalidOptionsException {
        String names = String.join("x", literals);
        if (names.endsWith("/")) {
            throw problem("'" + path + "' names no file", "add the name of a file");
        }
        if (names.chars().anyMatch(c -> c < ' ' || c == '}')) {
            throw problem("'" + path + "' has a control character or a closing brace behind the first field", null);
        }
        for (String name : names.split("/")) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw problem("'" + path + "' has '" + name + "' for a name behind the first field", "take it out");
            }
        }
        try {
            Path.of(path);
        } catch (InvalidPathException e) {
            throw problem("'" + path + "' is no path: " + e.getMessage(), null);
        }
    }

    /** The names of the fields, in order. */
    List<String> fields() {
        return fields;
    }

    /** The directory that all files are in or below; empty if that is the working directory. */
    Path base() {
        return Path.of(base);
    }

    /** A file beside all others whose name tells the pattern. */
    Path sibling() {
        return base().resolve(join(fields.stream().map(field -> "{" + field + "}").toList()).replace('/', '_'));
    }

    /** A glob pattern for the files that the path can stand for. */
    String glob() {
        StringBuilder glob = new StringBuilder(escapedGlob(base));
        for (int i = 0; i < literals.size(); i++) {
            glob.append(i == 0 ? "" : "*").append(escapedGlob(literals.get(i)));
        }
        return glob.toString();
    }

    private static String escapedGlob(String text) {
        return text.replaceAll("[*?\\[{]", "[$0]");
    }

    /** The path, relative to {@link #base}, for these values; null if a name in it would be too long. */
    String name(String... values) {
        List<String> texts = new ArrayList<>();
        for (String value : values) {
            texts.add(escaped(value));
        }
        String name = join(texts);
        for (String part : name.split("/")) {
            if (part.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
                return null;
            }
        }
        return name;
    }

    private String join(List<String> values) {
        StringBuilder text = new StringBuilder(literals.get(0));
        for (int i = 0; i < values.size(); i++) {
            text.append(values.get(i)).append(literals.get(i + 1));
        }
        return text.toString();
    }

    private static String escaped(String value) {
        if (value == null) {
            return NULL;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '/' || c == '%' || c < ' ' || c == 0x7f || c == '.' && i == 0) {
                text.append(String.format("%%%02X", (int) c));
            } else {
                text.append(c);
            }
        }
        return value.isEmpty() ? EMPTY : text.toString();
    }

    private static InvalidOptionsException problem(String message, String advice) {
        return new InvalidOptionsException(Problem.at("path", "bad-path", message, advice));
    }
}
