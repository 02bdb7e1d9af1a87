package io.nebula.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code reference.conf} as a text, for its comments: above each key stands what it means, and where a key has no
 * default, the last line of the comment shows how it would be set. A blank line ends a comment.
 */
final class ReferenceText {
    private static final Pattern KEY = Pattern.compile("([a-z.-]+) = (.+)");
    private static final Pattern SECTION = Pattern.compile("([a-z.-]+) \\{");

    /**
     * One key.
     *
     * @param value as it is written; the default, or only an example
     * @param set whether it is the default
     */
    record Key(String path, String value, boolean set, String meaning) {}

    private final List<Key> keys = new ArrayList<>();
    private final Deque<String> sections = new ArrayDeque<>();
    private final List<String> comment = new ArrayList<>();

    private ReferenceText() {}

    static List<Key> read(List<String> lines) {
        ReferenceText text = new ReferenceText();
        lines.forEach(line -> text.read(line.strip()));
        return text.keys;
    }

    private void read(String line) {
        Matcher section = SECTION.matcher(line);
        Matcher key = KEY.matcher(line);
        if (line.startsWith("#")) {
            comment.add(line.substring(1).strip());
            return;
        }
        if (line.isEmpty()) {
            addUnset();
        } else if (line.equals("}")) {
            sections.removeLast();
        } else if (section.matches()) {
            sections.addLast(section.group(1));
        } else if (key.matches()) {
            add(key, true);
        } else {
            throw new IllegalStateException("reference.conf has one key or bracket per line, not: " + line);
        }
        comment.clear();
    }

    private void addUnset() {
        Matcher key = KEY.matcher(comment.isEmpty() ? "" : comment.get(comment.size() - 1));
        if (key.matches()) {
            comment.remove(comment.size() - 1);
            add(key, false);
        }
    }

    private void add(Matcher key, boolean set) {
        String path = String.join(".", sections) + "." + key.group(1);
        keys.add(new Key(path, key.group(2), set, String.join(" ", comment)));
    }
}
