package io.nebula.config;

import io.nebula.config.Entry.Notation;
import java.util.regex.Pattern;

/**
 * The place between two parts of one value. HOCON joins some parts without a word where a comma was forgotten, and its
 * parser refuses others in words that name no place.
 *
 * @param last how the part before is written
 * @param lone whether that is the only part so far
 * @param before everything before
 * @param element whether the value is an element of a list
 */
record Joint(Notation last, boolean lone, Span before, boolean element) {
    private static final Pattern KEY = Pattern.compile("(\"[^\"\n]*\"|[\\p{L}_][\\w.-]*)[ \t]*(?:[=:{]|\\+=)");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\w-]*");

    /** Whether two elements stand one after the other that would be merged. */
    boolean isTwoElements(HoconCursor cursor) {
        return element && last == Notation.SECTION && cursor.peek() == '{';
    }

    /** @throws ScanException if what the cursor looks at cannot belong to the value */
    void refuse(HoconCursor cursor) throws ScanException {
        if (last == Notation.MIXED || cursor.peek() == '$') {
            return; // nobody knows yet what a substitution stands for
        }
        boolean apart = cursor.at() > before.end();
        String key = apart && (lone || last != Notation.UNQUOTED) ? cursor.next(KEY) : null;
        if (key != null) {
            String separate = last == Notation.UNQUOTED ? "write " + text() + ", " + key + " …; or put the whole text in"
                    + " double quotes, if it is one" : "put a comma before it";
            throw cursor.wrong(cursor.at(), cursor.at() + key.length(),
                    "a comma or a line break is missing before this key", separate);
        }
        char next = (char) cursor.peek();
        boolean bracket = next == '{' || next == '[';
        boolean afterText = last != Notation.SECTION && last != Notation.LIST;
        if (afterText && bracket && !apart) {
            throw cursor.mustBeQuoted();
        }
        if (afterText == bracket) {
            String kind = next == '{' ? "a section" : next == '[' ? "a list" : "a text";
            throw cursor.wrong(cursor.at(), cursor.at() + 1,
                    "this cannot follow here: " + kind() + " and " + kind + " do not make one value", advice(next));
        }
    }

    private String advice(char next) {
        boolean type = next == '{' && lone && WORD.matcher(text()).matches();
        String separate = element ? "put a comma or a line break between them"
                : "remove one of them, or begin a new line";
        return type ? "write { type = " + text() + ", … } if that is the type; otherwise " + separate : separate;
    }

    private String kind() {
        return last == Notation.SECTION ? "a section" : last == Notation.LIST ? "a list" : "a text";
    }

    private String text() {
        return before.source().text().substring(before.start(), before.end());
    }
}
