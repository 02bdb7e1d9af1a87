package io.nebula.expression;

import io.nebula.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text into tokens. */
final class Lexer {
    private static final String[] SYMBOLS =
            {"||", "==", "!=", "<>", "<=", ">=", "+", "-", "*", "/", "%", "=", "<", ">", "(", ")", ","};

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of {@code text}; the last is {@link Kind#END}. */
    static List<Token> tokens(String text) throws SyntaxException {
        Lexer lexer = new Lexer(text);
        while (lexer.skipSpace()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Kind.END, "", text.length(), text.length()));
        return lexer.tokens;
    }

    private boolean skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private void next() throws SyntaxException {
        char c = text.charAt(at);
        if (isDigit(at) || c == '.' && isDigit(at + 1)) {
            number();
        } else if (Character.isLetter(c) || c == '_') {
            int start = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            add(Kind.NAME, text.substring(start, at), start);
        } else if (c == '\'') {
            quoted('\'', Kind.TEXT, "text");
        } else if (c == '`') {
            quoted('`', Kind.QUOTED_NAME, "name");
        } else {
            symbol(c);
        }
    }

    private void number() throws SyntaxException {
        int start = at;
        digits();
        boolean decimal = false;
        if (at < text.length() && text.charAt(at) == '.') {
            decimal = true;
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 32) == 'e') {
            int digits = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? at + 2 : at + 1;
            if (isDigit(digits)) {
                decimal = true;
                at = digits;
                digits();
            }
        }
        if (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_')) {
            throw new SyntaxException(start, at + 1 - start, "'" + text.substring(start, at + 1) + "' is not a number",
                    "put a name that begins with a digit in `backticks`");
        }
        add(decimal ? Kind.DECIMAL : Kind.INTEGER, text.substring(start, at), start);
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    /** Reads up to the closing quote; a doubled quote stands for itself. */
    private void quoted(char quote, Kind kind, String what) throws SyntaxException {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                add(kind, value.toString(), start);
                return;
            }
        }
        throw new SyntaxException(start, text.length() - start, "the " + what + " is not closed", "add " + quote
                + " where it ends");
    }

    private void symbol(char c) throws SyntaxException {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                add(Kind.SYMBOL, symbol, at - symbol.length());
                return;
            }
        }
        throw new SyntaxException(at, 1, "'" + c + "' has no meaning here", switch (c) {
            case '"' -> "text stands in 'single quotes', an odd field name in `backticks`";
            case '&' -> "write and";
            case '|' -> "write or, or || to join text";
            case '!' -> "write not";
            case ';' -> "leave it out";
            default -> "put an odd field name in `backticks`";
        });
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private void add(Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, start, at));
    }
}
