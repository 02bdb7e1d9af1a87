package io.nebula.config;

import io.nebula.options.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where every key and every list element of a configuration is written; what is written later hides what was before. */
final class Positions {
    private final Map<List<String>, Entry> entries = new HashMap<>();

    void put(List<String> path, Entry entry) {
        boolean text = switch (entry.notation()) {
            case QUOTED, TRIPLE_QUOTED, UNQUOTED -> true;
            case MIXED -> entry.references().isEmpty();
            case SECTION, LIST -> false;
        };
        if (text) {
            forgetBelow(path);
        }
        entries.put(List.copyOf(path), entry);
    }

    /** Notes a section that is only named on the way to another key, as {@code a} is by {@code a.b = 1}. */
    void putSection(List<String> path, Span key, Span value) {
        Entry before = entries.get(path);
        if (before == null || before.notation() != Entry.Notation.SECTION && before.notation() != Entry.Notation.MIXED) {
            entries.put(List.copyOf(path), new Entry(key, value, Entry.Notation.SECTION, List.of()));
        }
    }

    Entry get(List<String> path) {
        return entries.get(path);
    }

    Set<List<String>> paths() {
        return entries.keySet();
    }

    /** How many elements of the list at this path have a place. */
    int elements(List<String> path) {
        int count = 0;
        while (entries.containsKey(child(path, Integer.toString(count)))) {
            count++;
        }
        return count;
    }

    void forgetBelow(List<String> path) {
        entries.keySet().removeIf(p -> p.size() > path.size() && p.subList(0, path.size()).equals(path));
    }

    /** Makes room for a section where a list was. */
    void forgetList(List<String> path) {
        Entry before = entries.get(path);
        if (before != null && before.notation() == Entry.Notation.LIST) {
            forgetBelow(path);
        }
    }

    /** The place of what is wrong, or of the nearest thing around it; null if there is none. */
    Span of(List<String> path, Problem problem) {
        Entry entry = find(path, new HashSet<>());
        if (entry != null) {
            if (problem.onKey() && entry.key() != null) {
                return entry.key();
            }
            return within(entry, problem);
        }
        for (int i = path.size() - 1; i > 0; i--) {
            Entry around = find(path.subList(0, i), new HashSet<>());
            if (around != null) {
                return within(around, problem);
            }
        }
        return null;
    }

    /** A part of a text is where the text is written, also if only a substitution leads there. */
    private Span within(Entry entry, Problem problem) {
        if (problem.offset() < 0) {
            return entry.shown();
        }
        Entry text = entry;
        Set<List<String>> seen = new HashSet<>();
        while (text.isSubstitution()) {
            List<String> target = text.references().get(text.references().size() - 1);
            Entry next = seen.add(target) ? find(target, new HashSet<>()) : null;
            if (next == null) {
                return entry.shown();
            }
            text = next;
        }
        return text.within(problem.offset(), problem.length());
    }

    /** Whether something is written at a path, or where the substitutions on the way lead. */
    boolean leadsSomewhere(List<String> path) {
        return find(path, new HashSet<>()) != null;
    }

    /** The entry at a path, following the substitutions that lead there. */
    private Entry find(List<String> path, Set<List<String>> seen) {
        Entry entry = entries.get(path);
        if (entry != null || !seen.add(List.copyOf(path))) {
            return entry;
        }
        for (int i = path.size() - 1; i > 0; i--) {
            Entry around = entries.get(path.subList(0, i));
            if (around == null) {
                continue;
            }
            for (int r = around.references().size() - 1; r >= 0; r--) {
                List<String> target = new ArrayList<>(around.references().get(r));
                target.addAll(path.subList(i, path.size()));
                Entry found = find(target, seen);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    static List<String> child(List<String> path, String key) {
        List<String> child = new ArrayList<>(path.size() + 1);
        child.addAll(path);
        child.add(key);
        return child;
    }
}
