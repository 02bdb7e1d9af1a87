package io.nebula.expression;

import io.nebula.expression.Token.Kind;
import io.nebula.options.Suggestion;
import io.nebula.record.ValueType;
import io.nebula.text.DateText;
import io.nebula.text.TimestampText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads tokens by operator precedence: {@code or}, {@code and}, {@code not}, comparisons, {@code ||}, {@code + -},
 * {@code * / %}, sign. Forms that are short for others ({@code between}, simple {@code case}) are written out here; the
 * operand that they repeat stays one and the same object.
 */
final class Parser {
    private static final int LOWEST = 1;
    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int SIGN = 8;
    /** Deeper nesting is refused, so that no text can exhaust the stack. */
    private static final int MAX_DEPTH = 400;
    /** A longer text is refused before it is read. */
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final Set<String> RESERVED = Set.of("and", "or", "not", "is", "null", "between", "in", "like",
            "case",
            "when", "then", "else", "end", "true", "false");

    private static final List<String> TYPES = List.of("boolean", "long", "double", "string", "date", "timestamp");

    private final List<Token> tokens;
    private int at;
    private int nesting;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** An expression that takes up the whole text. */
    static Syntax expression(String text) throws SyntaxException {
        Parser parser = new Parser(tokens(text));
        return parser.whole();
    }

    /** {@code name = expression}. */
    static Target assignment(String text) throws SyntaxException {
        Parser parser = new Parser(tokens(text));
        Token name = parser.next();
        if (name.kind() != Kind.NAME && name.kind() != Kind.QUOTED_NAME || !parser.accept("=")) {
            throw new SyntaxException(name.start(), name.end() - name.start(), "this does not begin with a name and =",
                    "write new_field = expression; put an odd name in `backticks`");
        }
        return new Target(name.text(), parser.whole());
    }

    private static List<Token> tokens(String text) throws SyntaxException {
        if (text.length() > MAX_CHARACTERS) {
            throw new SyntaxException(0, 1, "the expression has more than " + MAX_CHARACTERS + " characters",
                    "compute parts of it in fields of their own");
        }
        return Lexer.tokens(text);
    }

    /** A name and what it is set to. */
    record Target(String name, Syntax value) {}

    private Syntax whole() throws SyntaxException {
        Syntax syntax = parse(LOWEST);
        if (peek().kind() != Kind.END) {
            throw unexpected(peek(), "an operator or the end");
        }
        return syntax;
    }

    private Syntax parse(int least) throws SyntaxException {
        if (++nesting > MAX_DEPTH) {
            throw tooDeep(peek().start());
        }
        Syntax left = prefix();
        while (true) {
            Token operator = peek();
            boolean negated = operator.isWord("not") && least <= COMPARISON && isNegatable(tokens.get(at + 1));
            int precedence = precedence(negated ? tokens.get(at + 1) : operator);
            if (precedence < least) {
                nesting--;
                return left;
            }
            at += negated ? 2 : 1;
            left = infix(left, negated ? tokens.get(at - 1) : operator, precedence, negated);
        }
    }

    private static boolean isNegatable(Token token) {
        return token.isWord("in") || token.isWord("like") || token.isWord("between");
    }

    private static int precedence(Token operator) {
        if (operator.kind() == Kind.NAME) {
            return switch (operator.word()) {
                case "or" -> 1;
                case "and" -> 2;
                case "is", "in", "like", "between" -> COMPARISON;
                default -> 0;
            };
        }
        if (operator.kind() != Kind.SYMBOL) {
            return 0;
        }
        return switch (operator.text()) {
            case "=", "==", "!=", "<>", "<", "<=", ">", ">=" -> COMPARISON;
            case "||" -> 5;
            case "+", "-" -> 6;
            case "*", "/", "%" -> 7;
            default -> 0;
        };
    }

    private Syntax infix(Syntax left, Token operator, int precedence, boolean negated) throws SyntaxException {
        Syntax result = switch (operator.word()) {
            case "is" -> is(left);
            case "in" -> in(left);
            case "like" -> like(left);
            case "between" -> between(left);
            default -> call(symbol(operator), List.of(left, parse(precedence + 1)), left.start(), operator);
        };
        return negated ? call("not", List.of(result), left.start(), operator) : result;
    }

    private static String symbol(Token operator) {
        return switch (operator.text()) {
            case "==" -> "=";
            case "!=" -> "<>";
            default -> operator.kind() == Kind.NAME ? operator.word() : operator.text();
        };
    }

    private Syntax is(Syntax left) throws SyntaxException {
        Token is = tokens.get(at - 1);
        boolean negated = acceptWord("not");
        expectWord("null");
        Syntax isNull = call("is null", List.of(left), left.start(), is);
        return negated ? call("not", List.of(isNull), left.start(), is) : isNull;
    }

    private Syntax in(Syntax left) throws SyntaxException {
        Token in = tokens.get(at - 1);
        expect("(");
        List<Syntax> arguments = new ArrayList<>(List.of(left));
        do {
            arguments.add(parse(LOWEST));
        } while (accept(","));
        expect(")");
        return call("in", arguments, left.start(), in);
    }

    private Syntax like(Syntax left) throws SyntaxException {
        Token like = tokens.get(at - 1);
        List<Syntax> arguments = new ArrayList<>(List.of(left, parse(COMPARISON + 1)));
        if (acceptWord("escape")) {
            arguments.add(parse(COMPARISON + 1));
        }
        return call("like", arguments, left.start(), like);
    }

    private Syntax between(Syntax left) throws SyntaxException {
        Token between = tokens.get(at - 1);
        Syntax low = parse(COMPARISON + 1);
        expectWord("and");
        Syntax high = parse(COMPARISON + 1);
        return call("and", List.of(call(">=", List.of(left, low), left.start(), between),
                call("<=", List.of(left, high), left.start(), between)), left.start(), between);
    }

    private Syntax prefix() throws SyntaxException {
        Token token = next();
        return switch (token.kind()) {
            case INTEGER -> integer(token, "");
            case DECIMAL -> new Syntax.Literal(Double.valueOf(token.text()), ValueType.DOUBLE, token.start(),
                    token.end());
            case TEXT -> new Syntax.Literal(token.text(), ValueType.STRING, token.start(), token.end());
            case QUOTED_NAME -> new Syntax.Name(token.text(), token.start(), token.end());
            case NAME -> word(token);
            case SYMBOL -> sign(token);
            case END -> throw unexpected(token, "a value");
        };
    }

    private Syntax sign(Token token) throws SyntaxException {
        if (token.is("(")) {
            Syntax inner = parse(LOWEST);
            expect(")");
            return inner;
        }
        if (token.is("-")) {
            return peek().kind() == Kind.INTEGER ? integer(next(), "-")
                    : call("negate", List.of(parse(SIGN)), token.start(), token);
        }
        if (token.is("+")) {
            return parse(SIGN);
        }
        throw unexpected(token, "a value");
    }

    private static Syntax integer(Token token, String sign) throws SyntaxException {
        try {
            long value = Long.parseLong(sign + token.text());
            return new Syntax.Literal(value, ValueType.LONG, token.start() - sign.length(), token.end());
        } catch (NumberFormatException e) {
            throw new SyntaxException(token.start(), token.text().length(), token.text() + " does not fit a long",
                    "write it with a decimal point to make it a double");
        }
    }

    private Syntax word(Token token) throws SyntaxException {
        boolean opens = peek().is("(");
        boolean quotes = peek().kind() == Kind.TEXT;
        switch (token.word()) {
            case "true", "false" -> {
                return new Syntax.Literal(token.isWord("true"), ValueType.BOOLEAN, token.start(), token.end());
            }
            case "null" -> {
                return new Syntax.Literal(null, null, token.start(), token.end());
            }
            case "not" -> {
                return call("not", List.of(parse(NOT)), token.start(), token);
            }
            case "case" -> {
                return caseOf(token);
            }
            default -> {
                if (RESERVED.contains(token.word())) {
                    throw unexpected(token, "a value");
                }
            }
        }
        if (quotes && (token.isWord("date") || token.isWord("timestamp"))) {
            return moment(token, next());
        }
        if (opens && token.isWord("cast")) {
            return cast(token);
        }
        return opens ? function(token) : new Syntax.Name(token.text(), token.start(), token.end());
    }

    private static Syntax moment(Token type, Token text) throws SyntaxException {
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        boolean date = type.isWord("date");
        long value = date ? DateText.parse(bytes, 0, bytes.length) : TimestampText.parse(bytes, 0, bytes.length);
        if (value == (date ? DateText.INVALID : TimestampText.INVALID)) {
            throw new SyntaxException(text.start(), text.end() - text.start(), "'" + text.text() + "' is not a "
                    + type.word(), date
                    ? "write it like date '2024-01-31'" : "write it like timestamp '2024-01-31T12:00:00Z'");
        }
        return new Syntax.Literal(value, date ? ValueType.DATE : ValueType.TIMESTAMP, type.start(), text.end());
    }

    private Syntax function(Token name) throws SyntaxException {
        List<Syntax> arguments = new ArrayList<>();
        expect("(");
        if (!accept(")")) {
            do {
                arguments.add(parse(LOWEST));
            } while (accept(","));
            expect(")");
        }
        return call(name.word(), arguments, name.start(), name);
    }

    private Syntax cast(Token cast) throws SyntaxException {
        expect("(");
        Syntax value = parse(LOWEST);
        expectWord("as");
        Token name = next();
        ValueType type = ValueType.named(name.word());
        if (type == null) {
            String near = Suggestion.of(name.text(), TYPES, ValueType.OTHER_NAMES);
            throw new SyntaxException(name.start(), name.end() - name.start(), name.shown() + " is not a type",
                    near == null ? "types are " + String.join(", ", TYPES) : near);
        }
        expect(")");
        return new Syntax.Cast(value, type, cast.start(), tokens.get(at - 1).end(), deeper(value.depth(), cast));
    }

    private Syntax caseOf(Token start) throws SyntaxException {
        Syntax operand = peek().isWord("when") ? null : parse(LOWEST);
        List<Syntax> branches = new ArrayList<>();
        int depth = 0;
        while (acceptWord("when")) {
            Token when = tokens.get(at - 1);
            Syntax condition = parse(LOWEST);
            branches.add(operand == null ? condition
                    : call("=", List.of(operand, condition), condition.start(), when));
            expectWord("then");
            branches.add(parse(LOWEST));
        }
        if (branches.isEmpty()) {
            throw unexpected(peek(), "when");
        }
        Syntax otherwise = acceptWord("else") ? parse(LOWEST)
                : new Syntax.Literal(null, null, peek().start(), peek().end());
        expectWord("end");
        for (Syntax branch : branches) {
            depth = Math.max(depth, branch.depth());
        }
        return new Syntax.Case(branches, otherwise, start.start(), tokens.get(at - 1).end(),
                deeper(Math.max(depth, otherwise.depth()), start));
    }

    private Syntax call(String function, List<Syntax> arguments, int start, Token name) throws SyntaxException {
        int depth = 0;
        for (Syntax argument : arguments) {
            depth = Math.max(depth, argument.depth());
        }
        int nameEnd = start == name.start() ? name.end() : tokens.get(at - 1).end();
        return new Syntax.Call(function, List.copyOf(arguments), start, tokens.get(at - 1).end(), nameEnd,
                deeper(depth, name));
    }

    private static int deeper(int depth, Token where) throws SyntaxException {
        if (depth >= MAX_DEPTH) {
            throw tooDeep(where.start());
        }
        return depth + 1;
    }

    private static SyntaxException tooDeep(int offset) {
        return new SyntaxException(offset, 1, "the expression is nested more than " + MAX_DEPTH + " deep",
                "compute parts of it in fields of their own");
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private boolean accept(String symbol) {
        boolean there = peek().is(symbol);
        at += there ? 1 : 0;
        return there;
    }

    private boolean acceptWord(String word) {
        boolean there = peek().isWord(word);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String symbol) throws SyntaxException {
        if (!accept(symbol)) {
            throw unexpected(peek(), "'" + symbol + "'");
        }
    }

    private void expectWord(String word) throws SyntaxException {
        if (!acceptWord(word)) {
            throw unexpected(peek(), word);
        }
    }

    private static SyntaxException unexpected(Token token, String expected) {
        String advice = token.kind() == Kind.NAME && RESERVED.contains(token.word())
                ? "a field of that name stands in `backticks`" : null;
        return new SyntaxException(token.start(), token.end() - token.start(),
                "expected " + expected + ", found " + token.shown(), advice);
    }
}
