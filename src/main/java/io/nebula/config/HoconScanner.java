package io.nebula.config;

import io.nebula.config.Entry.Notation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds where keys and values are written. It reads the same language as the Typesafe parser and keeps no values; it also
 * notes what that parser is silent about: keys set twice, includes that find nothing, substitutions inside quotes.
 */
final class HoconScanner {
    /** What joins two sections into one; nothing that follows from that is worth saying. */
    static final String MISSING_COMMA = "missing-comma";
    /** Such files are in another language. */
    private static final String PROPERTIES = ".properties";
    private final Scan scan;
    private final SourceText source;
    private final HoconCursor cursor;
    private final List<String> root;
    /** Whose text includes this one; null for a file that was named. */
    private final HoconScanner outer;
    private final int depth;
    /** What this text has set so far; elements of lists have keys of their own. */
    private Map<List<String>, Entry> assigned = new HashMap<>();

    private HoconScanner(Scan scan, SourceText source, List<String> root, HoconScanner outer) {
        this.scan = scan;
        this.source = source;
        this.cursor = new HoconCursor(source);
        this.root = root;
        this.outer = outer;
        this.depth = outer == null ? 0 : outer.depth + 1;
    }

    /**
     * Adds what a text says to {@code scan}; its keys are relative to {@code root}.
     *
     * @throws ScanException at the first place that is not HOCON or too much; what came before has been added
     */
    static void scan(SourceText source, List<String> root, Scan scan) throws ScanException {
        new HoconScanner(scan, source, root, null).document();
    }

    /** The same; what is not HOCON is returned, or null. */
    static ScanException tried(SourceText source, List<String> root, Scan scan) {
        try {
            scan(source, root, scan);
            return null;
        } catch (ScanException e) {
            return e;
        }
    }

    private void document() throws ScanException {
        cursor.skipSpace(false);
        int start = cursor.at();
        if (cursor.peek() == '{') {
            cursor.skip(1);
            fields(root, start);
            cursor.skipSpace(false);
            if (!cursor.atEnd()) {
                throw cursor.wrong(cursor.at(), cursor.at() + 1, "nothing may follow the closing brace of the file",
                        "remove it, or the brace that closes too early");
            }
        } else {
            fields(root, -1);
        }
    }

    /** Fields up to the brace that closes the one at {@code opened}, or up to the end of the text if that is -1. */
    private void fields(List<String> path, int opened) throws ScanException {
        while (true) {
            cursor.skipSpace(true);
            if (cursor.atEnd()) {
                if (opened >= 0) {
                    throw cursor.wrong(opened, opened + 1, "this { is never closed", "add a } where the section ends");
                }
                return;
            }
            if (cursor.peek() == '}' && opened >= 0) {
                cursor.skip(1);
                return;
            }
            if (!include(path)) {
                field(path);
            }
            afterValue(opened >= 0 ? '}' : -1);
        }
    }

    private void field(List<String> path) throws ScanException {
        int start = cursor.at();
        List<String> keys = cursor.path();
        Span key = new Span(source, start, cursor.endWithoutBlanks(start));
        cursor.skipSpace(false);
        boolean append = cursor.looksAt("+=");
        if (append) {
            cursor.skip(2);
        } else if (cursor.peek() == '=' || cursor.peek() == ':') {
            cursor.skip(1);
        } else if (cursor.peek() != '{') {
            boolean alone = cursor.peek() == '}' && start > 0 && source.text().charAt(start - 1) == '{';
            throw cursor.wrong(key.start(), key.end(), "this key has no value", advice(cursor.peek())
                    + (alone ? "; if the braces belong to a text: " + source.inQuotes('{') : ""));
        }
        List<String> full = new ArrayList<>(path);
        full.addAll(keys);
        for (int i = path.size() + 1; i < full.size(); i++) {
            scan.positions().forgetList(full.subList(0, i));
        }
        Entry entry = append ? element(full, key) : value(full, key);
        for (int i = path.size() + 1; i < full.size(); i++) {
            scan.positions().putSection(full.subList(0, i), key, entry.value());
        }
        if (!append) {
            noteDuplicate(full, entry);
            scan.positions().put(full, entry);
        }
    }

    /** {@code path += value}. */
    private Entry element(List<String> path, Span key) throws ScanException {
        Entry before = scan.positions().get(path);
        boolean known = before == null || before.notation() == Notation.LIST;
        int index = scan.positions().elements(path);
        List<String> child = Positions.child(path, known ? Integer.toString(index) : "+");
        Entry entry = elementValue(child);
        if (known) {
            scan.positions().put(child, entry);
        } else {
            scan.positions().forgetBelow(child);
        }
        Entry list = new Entry(key, entry.value(), Notation.MIXED, before == null ? List.of() : before.references());
        scan.positions().put(path, known ? new Entry(key, entry.value(), Notation.LIST, List.of()) : list);
        return entry;
    }

    private void noteDuplicate(List<String> path, Entry entry) {
        Entry before = assigned.put(List.copyOf(path), entry);
        if (before == null || entry.notation() == Notation.SECTION || !entry.references().isEmpty()) {
            return; // a section is merged, and a substitution may stand for what was there before
        }
        String name = path.get(path.size() - 1);
        if (before.isSubstitution()) {
            scan.warn(entry.key(), path, "no-override", "\"" + name + "\" is set here after " + before.written() + " on line "
                    + before.key().line() + ", which so has no effect", "move the line with " + before.written()
                    + " below this one: of two lines the later one counts");
        } else {
            scan.warn(entry.key(), path, "duplicate-key", "\"" + name + "\" is set twice; line " + before.key().line()
                    + " has no effect", "remove one of them");
        }
    }

    /** The parts of a value up to a separator, registered under {@code path} where they have parts of their own. */
    private Entry value(List<String> path, Span key) throws ScanException {
        cursor.skipSpace(false);
        int start = cursor.at();
        int end = start;
        if (path.size() > HoconCursor.DEEPEST) {
            throw cursor.tooDeep(start);
        }
        Parts parts = new Parts();
        while (!cursor.atEnd() && !cursor.atComment() && ",}]\n".indexOf(cursor.peek()) < 0) {
            if (HoconCursor.isBlank(cursor.peek())) {
                cursor.skip(1);
            } else {
                if (parts.count > 0) {
                    Span before = new Span(source, start, end);
                    judgeJoint(new Joint(parts.last, parts.count == 1, before, key == null), path);
                }
                part(path, parts);
                end = cursor.at();
            }
        }
        if (parts.count == 0) {
            Span missing = key == null ? new Span(source, start, start + 1) : key;
            throw cursor.wrong(missing.start(), missing.end(), "a value is expected after this",
                    "write \"\" for an empty text, or null");
        }
        return new Entry(key, new Span(source, start, end), parts.notation, List.copyOf(parts.references));
    }

    private void judgeJoint(Joint joint, List<String> path) throws ScanException {
        joint.refuse(cursor);
        if (joint.isTwoElements(cursor)) {
            scan.fail(new Span(source, cursor.at(), cursor.at() + 1), path, MISSING_COMMA,
                    "a comma or a line break is missing before this {, and without it the two sections would become one",
                    "write { … }, { … }");
        }
    }

    private void part(List<String> path, Parts parts) throws ScanException {
        int start = cursor.at();
        switch (cursor.peek()) {
            case '{' -> {
                cursor.skip(1);
                if (parts.count == 0) {
                    scan.positions().forgetList(path);
                }
                parts.add(Notation.SECTION);
                fields(path, start);
            }
            case '[' -> {
                cursor.skip(1);
                list(path, start, parts);
            }
            case '"' -> {
                boolean triple = cursor.looksAt("\"\"\"");
                String text = triple ? cursor.tripleQuoted() : cursor.quoted();
                parts.add(triple ? Notation.TRIPLE_QUOTED : Notation.QUOTED);
                noteQuotedSubstitution(path, cursor.from(start), text);
            }
            case '$' -> {
                parts.add(Notation.MIXED);
                substitution(path, parts);
            }
            default -> {
                if (cursor.bare().isEmpty()) {
                    throw cursor.mustBeQuoted();
                }
                parts.add(Notation.UNQUOTED);
            }
        }
    }

    private void list(List<String> path, int opened, Parts parts) throws ScanException {
        boolean placed = parts.count == 0 || parts.notation == Notation.LIST;
        if (parts.count == 0) {
            scan.positions().forgetBelow(path);
        }
        parts.add(Notation.LIST);
        while (true) {
            cursor.skipSpace(true);
            if (cursor.atEnd() || cursor.peek() == '}') {
                throw cursor.wrong(opened, opened + 1, "this [ is never closed", "add a ] where the list ends");
            }
            if (cursor.peek() == ']') {
                cursor.skip(1);
                return;
            }
            List<String> child = Positions.child(path, placed ? Integer.toString(parts.elements++) : "+");
            Entry entry = elementValue(child);
            if (placed) {
                scan.positions().put(child, entry);
            } else {
                scan.positions().forgetBelow(child);
            }
            afterValue(']');
        }
    }

    private Entry elementValue(List<String> path) throws ScanException {
        Map<List<String>, Entry> around = assigned;
        assigned = new HashMap<>();
        Entry entry = value(path, null);
        assigned = around;
        return entry;
    }

    private void substitution(List<String> path, Parts parts) throws ScanException {
        int start = cursor.at();
        if (!cursor.looksAt("${")) {
            throw cursor.wrong(start, start + 1, "'$' must be quoted here", "write ${NAME} to substitute, or \"$\"");
        }
        cursor.skip(2);
        boolean optional = cursor.peek() == '?';
        cursor.skip(optional ? 1 : 0);
        List<String> target = cursor.path();
        if (cursor.looksAt("[]")) {
            cursor.skip(2);
        }
        if (cursor.peek() != '}') {
            throw cursor.wrong(start, cursor.at(), "this substitution has no closing brace", "write ${NAME}");
        }
        cursor.skip(1);
        if (!root.isEmpty() && depth > 0) {
            List<String> relative = new ArrayList<>(root);
            relative.addAll(target);
            parts.references.add(relative);
        }
        parts.references.add(target);
        scan.substitutions().add(new Scan.Substitution(cursor.from(start), path, target, optional));
    }

    private void noteQuotedSubstitution(List<String> path, Span place, String text) {
        int open = text.indexOf("${");
        if (open >= 0 && text.indexOf('}', open) > open) {
            String name = text.substring(open, text.indexOf('}', open) + 1);
            scan.warn(place, path, "quoted-substitution", name + " inside quotes is plain text, it is not replaced",
                    "end the quotes before it and begin them again after it: \"…\"" + name + "\"…\"");
        }
    }

    private void afterValue(int closer) throws ScanException {
        cursor.skipBlanks();
        int next = cursor.peek();
        boolean separated = cursor.atEnd() || cursor.atComment() || next == ',' || next == '\n' || next == closer;
        if (!separated) {
            throw cursor.wrong(cursor.at(), cursor.at() + 1, "'" + (char) next + "' is not expected here",
                    next == '}' ? "this } closes nothing: remove it, or add the { or ] that is missing before it"
                            : next == ']' ? "this ] closes nothing: remove it, or add the [ or } that is missing before it"
                            : "put a comma or a line break before it, or quotes around the text");
        }
    }

    private String advice(int c) {
        return switch (c) {
            case '*', '?', '!', '@', '&', '^', '`', '+', '\\', '$' -> source.inQuotes((char) c);
            default -> "write key = value, or key { … } for a section";
        };
    }

    private boolean include(List<String> path) throws ScanException {
        int start = cursor.at();
        IncludeStatement statement = IncludeStatement.read(source.text(), start);
        if (statement == null) {
            return false;
        }
        cursor.skip(statement.end() - start);
        Span place = cursor.from(start);
        if (!statement.isLocal()) {
            scan.fail(place, path, "include-not-local", "only local files may be included, not a " + statement.kind(),
                    "keep a copy beside this file and write include required(\"name.conf\")");
            return true;
        }
        Path file = statement.resolve(source.file());
        if (file == null) {
            if (statement.required()) {
                scan.fail(place, path, "include-not-found", "there is no file \"" + statement.name() + "\"",
                        "the name is relative to the file that includes it");
            } else {
                scan.warn(place, path, "include-not-found", "there is no file \"" + statement.name()
                        + "\"; nothing is included", "correct the name, or write required(…) so that this is an error");
            }
        } else {
            if (!statement.required()) {
                scan.warn(place, path, "include-not-required", "without \"" + statement.name()
                        + "\" the pipeline would run all the same, with nothing in its place",
                        "write include required(\"" + statement.name() + "\")");
            }
            included(file, path, place);
        }
        return true;
    }

    private void included(Path file, List<String> path, Span place) throws ScanException {
        for (HoconScanner including = this; including != null; including = including.outer) {
            if (file.equals(including.source.file())) {
                throw new ScanException(place, "include-cycle", "\"" + including.source.name() + "\" is included by itself here"
                        + (including == this ? "" : ", by way of other files"), "take one of these includes away");
            }
        }
        if (depth == ConfigLimits.INCLUDE_DEPTH) {
            throw cursor.tooLarge(place.start(), "includes go more than " + depth + " files deep here", "include fewer files");
        }
        if (scan.includes() == ConfigLimits.INCLUDED_FILES) {
            throw cursor.tooLarge(place.start(), "more than " + scan.includes() + " files are included", "include fewer files");
        }
        SourceText text;
        try {
            text = scan.open(file, source);
        } catch (FileTooLargeException e) {
            scan.fail(place, path, ConfigLimits.CODE, "the included file has " + e.getReason(), "include a part of it");
            return;
        } catch (IOException e) {
            scan.fail(place, path, "not-readable", "the included file cannot be read as UTF-8 text",
                    "check its permissions, and save it as UTF-8");
            return;
        }
        if (!file.toString().endsWith(PROPERTIES)) {
            new HoconScanner(scan, text, path, this).document();
        }
    }

    /** The parts of one value, as far as they have been read. */
    private static final class Parts {
        private final List<List<String>> references = new ArrayList<>();
        private Notation notation;
        /** Of the last part alone; {@link Notation#MIXED} for a substitution. */
        private Notation last;
        private int count;
        private int elements;

        void add(Notation part) {
            last = part;
            boolean joins = part == Notation.SECTION || part == Notation.LIST || part == Notation.UNQUOTED;
            boolean same = notation == part && joins;
            notation = count == 0 || same ? part : Notation.MIXED;
            count++;
        }
    }
}
