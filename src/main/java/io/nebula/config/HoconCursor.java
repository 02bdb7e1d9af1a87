package io.nebula.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moves over a HOCON text token by token; each method starts at the first character of what it reads. */
final class HoconCursor {
    private static final String RESERVED = "$\"{}[]:=,+#`^?!@*&\\";
    private static final int END = -1;
    /** More keys one in another would exhaust the stack of whoever reads them. */
    static final int DEEPEST = 100;
    private final SourceText source;
    private final String text;
    private int at;

    HoconCursor(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    int at() {
        return at;
    }

    void skip(int characters) {
        at += characters;
    }

    /** The next character, or -1 at the end. */
    int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    boolean looksAt(String expected) {
        return text.startsWith(expected, at);
    }

    boolean atEnd() {
        return at >= text.length();
    }

    boolean atComment() {
        return peek() == '#' || looksAt("//");
    }

    Span from(int start) {
        return new Span(source, start, at);
    }

    ScanException wrong(int start, int end, String message, String advice) {
        return new ScanException(new Span(source, start, Math.max(start + 1, end)), SyntaxFinding.CODE, message, advice);
    }

    /** More than is read. */
    ScanException tooLarge(int start, String message, String advice) {
        return new ScanException(new Span(source, start, start + 1), ConfigLimits.CODE, message, advice);
    }

    ScanException tooDeep(int start) {
        return tooLarge(start, "keys and lists are nested more than " + DEEPEST + " deep here", "make it flatter");
    }

    /** The next character cannot stand outside quotes. */
    ScanException mustBeQuoted() {
        return wrong(at, at + 1, "'" + text.charAt(at) + "' must be quoted here", source.inQuotes(text.charAt(at)));
    }

    /** The first group of what comes next, if that is as the pattern says; otherwise null. */
    String next(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.group(1) : null;
    }

    static boolean isBlank(int c) {
        return c != END && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF');
    }

    void skipBlanks() {
        while (isBlank(peek()) && peek() != '\n') {
            at++;
        }
    }

    /** Skips blanks, line breaks and comments, and commas too where fields or elements are separated. */
    void skipSpace(boolean commas) {
        while (true) {
            if (isBlank(peek()) || commas && peek() == ',') {
                at++;
            } else if (atComment()) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        while (!atEnd() && peek() != '\n') {
            at++;
        }
    }

    /** A text in double quotes, decoded. */
    String quoted() throws ScanException {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            if (atEnd() || peek() == '\n') {
                throw wrong(start, at, "this text has no closing quote",
                        "add a \" at its end; a text over several lines is written in three quotes: \"\"\"…\"\"\"");
            }
            value.append(peek() == '\\' ? escape() : text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    private char escape() throws ScanException {
        int start = at++;
        int kind = peek();
        at++;
        switch (kind) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"', '\\', '/':
                return (char) kind;
            case 'u':
                if (at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    at += 4;
                    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
                }
                break;
            default:
                break;
        }
        throw wrong(start, Math.min(at, text.length()), "a backslash in a quoted text must begin an escape such as \\n or \\\\",
                "double the backslash, or write the text in three quotes: \"\"\"…\"\"\"");
    }

    /** A text in three double quotes; further quotes before the closing three belong to it. */
    String tripleQuoted() throws ScanException {
        int start = at;
        int end = text.indexOf("\"\"\"", at + 3);
        if (end < 0) {
            throw wrong(start, start + 3, "this text has no closing \"\"\"", "add \"\"\" at its end");
        }
        while (end + 3 < text.length() && text.charAt(end + 3) == '"') {
            end++;
        }
        at = end + 3;
        return text.substring(start + 3, end);
    }

    /** Bare characters, as many as there are; maybe none. */
    String bare() {
        int start = at;
        if (isNumberStart(peek())) {
            while ("0123456789eE+-.".indexOf(peek()) >= 0) {
                at++;
            }
        }
        while (!atEnd() && RESERVED.indexOf(peek()) < 0 && !isBlank(peek()) && !atComment()) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNumberStart(int c) {
        return c >= '0' && c <= '9' || c == '-';
    }

    /** A path of keys up to a separator, or up to the end of a substitution. */
    List<String> path() throws ScanException {
        int start = at;
        List<String> keys = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        boolean quoted = false;
        while (true) {
            if (peek() == '"') {
                key.append(looksAt("\"\"\"") ? tripleQuoted() : quoted());
                quoted = true;
            } else if (isBlank(peek()) && peek() != '\n') {
                int blanks = at;
                skipBlanks();
                if (isPathCharacter(peek()) && (key.length() > 0 || quoted)) {
                    key.append(text, blanks, at);
                }
            } else if (peek() == '.') {
                at++;
                keys.add(element(key, quoted, start));
                if (keys.size() > DEEPEST) {
                    throw tooDeep(start);
                }
                key.setLength(0);
                quoted = false;
            } else if (isPathCharacter(peek())) {
                key.append(text.charAt(at++));
            } else {
                keys.add(element(key, quoted, start));
                return keys;
            }
        }
    }

    private String element(StringBuilder key, boolean quoted, int start) throws ScanException {
        if (key.length() == 0 && !quoted) {
            if (at == start && peek() == '}') {
                throw wrong(at, at + 1, "this } closes nothing", "remove it, or add the { that it should close");
            }
            throw wrong(at == start ? at : start, at == start ? at + 1 : at, "a key is expected here",
                    "write key = value; a key with special characters goes in double quotes");
        }
        return key.toString();
    }

    private boolean isPathCharacter(int c) {
        return c == '"' || c != END && RESERVED.indexOf(c) < 0 && !isBlank(c) && !atComment();
    }

    /** The blanks at the end of what was just read, taken back. */
    int endWithoutBlanks(int start) {
        int end = at;
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
