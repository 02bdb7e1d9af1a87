package io.nebula.options;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps passwords and the like out of whatever is shown or kept. What is secret is told by names: of keys of the
 * configuration, and of environment variables that stand in it. Immutable.
 */
public final class Secrets {
    /** No secrets. */
    public static final Secrets NONE = new Secrets(List.of());
    /** Shorter values are too common to be told from other text. */
    public static final int SHORTEST = 6;

    private static final Pattern NAME = Pattern.compile(
            "(?i)password|passwd|secret|token|credential|access[-_]?key|api[-_]?key|private[-_]?key");
    /** A key, and what stands behind the sign after it: a text in quotes, a section or a list, or a word. */
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<![\\w.\\-])([\\w.\\-]++)(\"?+\\s*+\\+?+[=:]\\s*+)"
            + "(\"(?:[^\"\\\\]|\\\\.)*+\"?+|[\\[{][^\n]*+|[^\\s,}\\]]++)");

    private final List<String> values;

    private Secrets(Collection<String> values) {
        List<String> longestFirst = new ArrayList<>(new TreeSet<>(values));
        longestFirst.sort(Comparator.comparing(String::length).reversed());
        this.values = List.copyOf(longestFirst);
    }

    /** Secrets with these values; those that are very short are left out. A value of several lines is one for each. */
    public static Secrets of(Collection<String> values) {
        List<String> lines = new ArrayList<>();
        values.forEach(value -> value.lines().map(String::strip).filter(line -> line.length() >= SHORTEST).forEach(lines::add));
        return lines.isEmpty() ? NONE : new Secrets(lines);
    }

    /** Whether a key or a variable of that name holds a secret. */
    public static boolean isNamed(String name) {
        return NAME.matcher(name).find();
    }

    /** A line of configuration, with the values of secret keys as asterisks, so that columns stay where they are. */
    public static String maskAssignments(String line) {
        Matcher matcher = ASSIGNMENT.matcher(line);
        StringBuilder masked = new StringBuilder();
        int done = 0;
        for (int at = 0; matcher.find(at);) {
            String value = matcher.group(3);
            boolean nested = "[{".indexOf(value.charAt(0)) >= 0;
            if (isNamed(matcher.group(1)) && !value.startsWith("${")) {
                masked.append(line, done, matcher.start(3)).append("*".repeat(value.length()));
                done = matcher.end();
                at = done;
            } else {
                at = nested ? matcher.start(3) + 1 : matcher.end();
            }
        }
        return masked.append(line, done, line.length()).toString();
    }

    /** The text with every secret in it as asterisks. */
    public String mask(String text) {
        return replace(text, value -> "*".repeat(value.length()));
    }

    /** The text with something else for every secret in it. */
    public String replace(String text, UnaryOperator<String> shown) {
        String replaced = text;
        for (int i = 0; replaced != null && i < values.size(); i++) {
            replaced = replaced.contains(values.get(i)) ? replaced.replace(values.get(i), shown.apply(values.get(i))) : replaced;
        }
        return replaced;
    }

    /** The values, longer ones first. */
    public List<String> values() {
        return values;
    }

    @Override
    public String toString() {
        return values.size() + " secrets";
    }
}
