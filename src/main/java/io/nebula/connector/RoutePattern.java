package io.nebula.connector;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path with the names of fields in braces, such as {@code out/{category}/{status}.csv}. A brace that is meant as such
 * is written twice.
 *
 * <p>Whatever the values are, the files lie in the directory before the first field or below it, and different values
 * have different names: a slash, a percent sign, an opening brace, a control character and a dot at the beginning of a
 * value are written as a percent sign and two hexadecimal digits, the empty text is {@code %empty} and null is
 * {@code %null}.
 */
final class RoutePattern {
    static final String NULL = "%null";
    static final String EMPTY = "%empty";
    private static final int MOST_NAME_BYTES = 255;
    private static final int MOST_PATH_BYTES = 4095;

    private final String path;
    private final List<Field> fields = new ArrayList<>();
    /** What stands before the first field, between two, and behind the last one, behind {@link #base}. */
    private final List<String> literals = new ArrayList<>();
    private String base = "";
    private int relative;

    /** A field's name, and where in the path it stands. */
    record Field(String name, int offset) {}

    private RoutePattern(String path) {
        this.path = path;
    }

    /**
     * A path without fields is a pattern too, and stands for {@link #literal}.
     *
     * @throws InvalidOptionsException if the path is none that files can have
     */
    static RoutePattern of(String path) throws InvalidOptionsException {
        RoutePattern pattern = new RoutePattern(path);
        pattern.parse();
        if (!pattern.fields.isEmpty()) {
            pattern.check();
        }
        return pattern;
    }

    private void parse() throws InvalidOptionsException {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < path.length(); at++) {
            char c = path.charAt(at);
            if ((c == '{' || c == '}') && path.startsWith(String.valueOf(c), at + 1)) {
                text.append(c);
                at++;
            } else if (c == '{') {
                at = field(at, text);
            } else if (c == '}') {
                throw problem(at, 1, "'}' closes nothing", "write }} for a brace that belongs to the name");
            } else {
                text.append(c);
                if (c == '/' && fields.isEmpty()) {
                    base += text;
                    text.setLength(0);
                    relative = at + 1;
                }
            }
        }
        literals.add(text.toString());
    }

    /** Reads the field that begins there, and says where it ends. */
    private int field(int open, StringBuilder before) throws InvalidOptionsException {
        int close = path.indexOf('}', open);
        String name = close < 0 ? "" : path.substring(open + 1, close);
        if (name.isEmpty() || name.indexOf('{') >= 0) {
            throw problem(open, 1, "'{' has to be followed by the name of a field and '}'",
                    "write it like \"out/{category}.csv\", or {{ for a brace that belongs to the name");
        }
        literals.add(before.toString());
        before.setLength(0);
        fields.add(new Field(name, open + 1));
        return close;
    }

    private void check() throws InvalidOptionsException {
        String names = String.join("x", literals);
        if (names.endsWith("/")) {
            throw problem("'" + path + "' names no file", "add the name of a file");
        }
        if (names.chars().anyMatch(c -> c < ' ')) {
            throw problem("'" + path + "' has a control character", "take it out");
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

    List<Field> fields() {
        return fields;
    }

    /** The path, if there is no field. */
    String literal() {
        return base + literals.get(0);
    }

    /** The directory that all files are in or below; empty if that is the working directory. */
    Path base() {
        return Path.of(base);
    }

    /** A file beside all others whose name tells the pattern. No value can make that name. */
    Path sibling() {
        return base().resolve(path.substring(relative).replace('/', '_'));
    }

    /**
     * A file that the path can stand for; null if there is none.
     *
     * @throws IOException if a directory cannot be searched
     */
    Path existing() throws IOException {
        try {
            List<Path> files = GlobPattern.expand(glob());
            return files.isEmpty() ? null : files.get(0);
        } catch (IOException e) {
            throw new IOException("the directories of '" + path + "' cannot be searched (" + Reason.of(e)
                    + "); check their permissions", e);
        }
    }

    /** A glob pattern for the files that the path can stand for. */
    String glob() {
        String names = String.join("*", literals.stream().map(RoutePattern::escapedGlob).toList());
        return escapedGlob(base) + names.replaceAll("\\*{2,}", "*");
    }

    private static String escapedGlob(String text) {
        return text.replaceAll("[*?\\[]", "[$0]").replace('{', '?');
    }

    /** Whether values could make the name of that file. */
    boolean covers(Path file) {
        String names = String.join("[^/]+", literals.stream().map(Pattern::quote).toList());
        Path root = Directories.real(base());
        Path real = Directories.real(file);
        return real.startsWith(root) && root.relativize(real).toString().matches(names);
    }

    /** The path, relative to {@link #base}, for these values; null if it, or a name in it, would be too long. */
    String name(String... values) {
        StringBuilder text = new StringBuilder(literals.get(0));
        for (int i = 0; i < values.length; i++) {
            text.append(escaped(values[i])).append(literals.get(i + 1));
        }
        String name = text.toString();
        for (String part : name.split("/")) {
            if (bytes(part) > MOST_NAME_BYTES) {
                return null;
            }
        }
        return bytes(base().toAbsolutePath().toString()) + 1 + bytes(name) > MOST_PATH_BYTES ? null : name;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String escaped(String value) {
        if (value == null) {
            return NULL;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '/' || c == '%' || c == '{' || c < ' ' || c == 0x7f || c == '.' && i == 0) {
                text.append(String.format("%%%02X", (int) c));
            } else {
                text.append(c);
            }
        }
        return value.isEmpty() ? EMPTY : text.toString();
    }

    /** The path as the user has written it. */
    @Override
    public String toString() {
        return path;
    }

    private static InvalidOptionsException problem(String message, String advice) {
        return new InvalidOptionsException(Problem.at("path", "bad-path", message, advice));
    }

    private static InvalidOptionsException problem(int offset, int length, String message, String advice) {
        return new InvalidOptionsException(Problem.within("path", offset, length, "bad-path", message, advice));
    }
}
