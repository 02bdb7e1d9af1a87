package io.nebula.text.json;

import io.nebula.text.Swar;

/**
 * Steps over JSON values and checks every byte of them by RFC 8259.
 *
 * <p>The bytes must have a newline after the record: no value goes past one, so nothing here looks for the array's end.
 * Methods return the position after what they step over, or -1; then {@link #failedAt} and {@link #expected} say why.
 */
public final class JsonScanner {
    /** How many arrays and objects a value may lie in, itself included. */
    public static final int DEEPEST = 512;
    /** Makes the quote the character after the control characters, and keeps these below it. */
    private static final long QUOTE_TO_SPACE = Swar.pattern((byte) ('"' ^ ' '));
    private static final long UP_TO_SPACE = Swar.pattern((byte) (' ' + 1));
    private static final long BACKSLASHES = Swar.pattern((byte) '\\');
    private static final int WORD = 8;
    private static final int NULL = word("null");
    private static final int TRUE = word("true");
    private static final int FALSE = word("alse");

    private byte[] bytes;
    private boolean escapes;
    private int failedAt;
    private String expected;

    public void open(byte[] morsel) {
        bytes = morsel;
    }

    public int failedAt() {
        return failedAt;
    }

    /** What should have been at {@link #failedAt}, for a person. */
    public String expected() {
        return expected;
    }

    /** Whether a string with an escape has been passed since this was last asked. */
    public boolean takeEscapes() {
        if (!escapes) {
            return false;
        }
        escapes = false;
        return true;
    }

    public int fail(int at, String what) {
        failedAt = at;
        expected = what;
        return -1;
    }

    public int space(int from) {
        int at = from;
        while (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r') {
            at++;
        }
        return at;
    }

    /** @param depth how many arrays and objects the value lies in */
    public int value(int at, int depth) {
        return switch (bytes[at]) {
            case '"' -> string(at);
            case '{' -> object(at, depth + 1);
            case '[' -> array(at, depth + 1);
            case 't' -> literal(at, at, TRUE, "true");
            case 'f' -> literal(at, at + 1, FALSE, "false");
            case 'n' -> literal(at, at, NULL, "null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
            default -> fail(at, "a value");
        };
    }

    private static int word(String text) {
        return text.charAt(0) | text.charAt(1) << 8 | text.charAt(2) << 16 | text.charAt(3) << 24;
    }

    private int literal(int at, int last, int word, String name) {
        for (int i = 0; i < 4; i++) {
            if (bytes[last + i] != (byte) (word >> WORD * i)) {
                return fail(at, name);
            }
        }
        return last + 4;
    }

    /**
     * Not zero exactly if a byte of {@code word} is a quote, a backslash or a control character. Its lowest bit marks
     * the first such byte.
     */
    public static long firstNotPlain(long word) {
        return ((word ^ QUOTE_TO_SPACE) - UP_TO_SPACE | (word ^ BACKSLASHES) - Swar.LOW_BITS) & ~word & Swar.HIGH_BITS;
    }

    /** Hot. {@code open} is where the opening quote stands. */
    public int string(int open) {
        byte[] in = bytes;
        int at = open + 1;
        while (true) {
            if (at + WORD <= in.length) {
                long hit = firstNotPlain(Swar.word(in, at));
                if (hit == 0) {
                    at += WORD;
                    continue;
                }
                at += Swar.first(hit);
            }
            byte value = in[at];
            if (value == '"') {
                return at + 1;
            }
            if (value == '\\') {
                at = escape(at);
                if (at < 0) {
                    return -1;
                }
            } else if (value >= 0 && value < ' ') {
                return fail(at, value == '\n' ? "the end of a string"
                        : "an escape such as \\u0009 for a control character");
            } else {
                at++;
            }
        }
    }

    private int escape(int at) {
        escapes = true;
        switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case 'u' -> {
                for (int i = 2; i < 6; i++) {
                    if (Character.digit(bytes[at + i], 16) < 0) {
                        return fail(at, "four hexadecimal digits after \\u");
                    }
                }
                return at + 6;
            }
            default -> {
                return fail(at, "an escape that JSON knows");
            }
        }
    }

    private int number(int start) {
        byte[] in = bytes;
        int at = in[start] == '-' ? start + 1 : start;
        int integer = at;
        at = digits(at);
        if (at == integer) {
            return fail(at, "a digit");
        }
        if (in[integer] == '0' && at > integer + 1) {
            return fail(integer, "a number without leading zeros");
        }
        if (in[at] == '.') {
            int fraction = at + 1;
            at = digits(fraction);
            if (at == fraction) {
                return fail(at, "a digit");
            }
        }
        if ((in[at] | 0x20) == 'e') {
            int exponent = in[at + 1] == '+' || in[at + 1] == '-' ? at + 2 : at + 1;
            at = digits(exponent);
            if (at == exponent) {
                return fail(at, "a digit");
            }
        }
        return at;
    }

    private int digits(int from) {
        byte[] in = bytes;
        int at = from;
        while (at <= in.length - WORD) {
            long other = Swar.firstNoDigit(Swar.word(in, at));
            if (other != 0) {
                return at + Swar.first(other);
            }
            at += WORD;
        }
        while (in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        return at;
    }

    private int array(int open, int depth) {
        if (depth > DEEPEST) {
            return fail(open, "at most " + DEEPEST + " levels of nesting");
        }
        int at = space(open + 1);
        if (bytes[at] == ']') {
            return at + 1;
        }
        while (true) {
            at = value(at, depth);
            if (at < 0) {
                return -1;
            }
            at = space(at);
            if (bytes[at] == ']') {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return fail(at, "',' or ']'");
            }
            at = space(at + 1);
        }
    }

    private int object(int open, int depth) {
        if (depth > DEEPEST) {
            return fail(open, "at most " + DEEPEST + " levels of nesting");
        }
        int at = space(open + 1);
        if (bytes[at] == '}') {
            return at + 1;
        }
        while (true) {
            at = bytes[at] == '"' ? string(at) : fail(at, "a key in double quotes");
            if (at < 0) {
                return -1;
            }
            at = colon(at);
            at = at < 0 ? -1 : value(at, depth);
            if (at < 0) {
                return -1;
            }
            at = space(at);
            if (bytes[at] == '}') {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return fail(at, "',' or '}'");
            }
            at = space(at + 1);
        }
    }

    /** Steps over the colon after a key, to where the value begins. */
    public int colon(int afterKey) {
        int at = space(afterKey);
        return bytes[at] == ':' ? space(at + 1) : fail(at, "':'");
    }
}
