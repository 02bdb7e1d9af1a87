package io.nebula.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes to the text of a file with cases. */
final class ExpectationEdits {
    private static final String STEP = "  ";
    private final SourceText main;
    private final Positions positions;
    /** By where they begin. */
    private final TreeMap<Integer, Edit> edits = new TreeMap<>();

    private record Edit(int end, String text) {}

    ExpectationEdits(SourceText main, Positions positions) {
        this.main = main;
        this.positions = positions;
    }

    /**
     * Sets a list.
     *
     * @param elements as they are to be written
     * @param lines whether each has a line of its own
     * @throws IllegalArgumentException saying why, if that is not possible
     */
    void set(TestCase test, String key, List<String> elements, boolean lines) {
        Entry section = positions.get(PipelineTests.path(test.index()));
        if (section == null || section.notation() != Entry.Notation.SECTION || section.value().source() != main) {
            throw new IllegalArgumentException("the case is not written out in " + main.name());
        }
        Entry entry = positions.get(Positions.child(PipelineTests.path(test.index()), key));
        if (entry == null) {
            insert(section, key, elements, lines);
            return;
        }
        if (entry.notation() != Entry.Notation.LIST || !entry.references().isEmpty()
                || entry.value().source() != main) {
            throw new IllegalArgumentException(key + " is not written as a plain list");
        }
        edits.put(entry.value().start(), new Edit(entry.value().end(),
                list(elements, lines, indent(entry.key() == null ? entry.value().start() : entry.key().start()))));
    }

    /** Before the closing brace. */
    private void insert(Entry section, String key, List<String> elements, boolean lines) {
        int brace = section.value().end() - 1;
        int start = brace;
        while (Character.isWhitespace(main.text().charAt(start - 1))) {
            start--;
        }
        String indent = indent(section.value().start()) + STEP;
        Edit before = edits.get(start);
        String kept = before == null ? "" : before.text().stripTrailing();
        edits.put(start, new Edit(brace, kept + "\n" + indent + key + " = "
                + list(elements, lines, indent) + "\n" + indent(section.value().start())));
    }

    private String indent(int offset) {
        String line = main.lineText(main.line(offset));
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private static String list(List<String> elements, boolean lines, String indent) {
        if (elements.isEmpty()) {
            return "[]";
        }
        return lines ? "[\n" + indent + STEP + String.join("\n" + indent + STEP, elements) + "\n" + indent + "]"
                : "[" + String.join(", ", elements) + "]";
    }

    String text() {
        StringBuilder text = new StringBuilder(main.text());
        for (Map.Entry<Integer, Edit> edit : edits.descendingMap().entrySet()) {
            text.replace(edit.getKey(), edit.getValue().end(), edit.getValue().text());
        }
        return text.toString();
    }
}
