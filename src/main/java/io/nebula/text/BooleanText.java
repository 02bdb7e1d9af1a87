package io.nebula.text;

/** Booleans as ASCII: {@code true} and {@code false} in any case. Stateless. */
public final class BooleanText {
    public static final int FALSE = 0;
    public static final int TRUE = 1;
    /** What {@link #parse} returns for other text. */
    public static final int INVALID = -1;
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 5;

    /** Sets the bit that tells a lower-case letter from its capital; no other byte becomes a letter by it. */
    private static final int LOWER_CASE = 0x20202020;
    private static final int TRUE_WORD = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int FALS_WORD = 'f' | 'a' << 8 | 'l' << 16 | 's' << 24;

    private BooleanText() {}

    /** Parses {@code length} bytes from {@code start} on: {@link #TRUE}, {@link #FALSE} or {@link #INVALID}. */
    public static int parse(byte[] bytes, int start, int length) {
        if (length == 4) {
            return (Words.load4(bytes, start) | LOWER_CASE) == TRUE_WORD ? TRUE : INVALID;
        }
        if (length == 5) {
            boolean same = (Words.load4(bytes, start) | LOWER_CASE) == FALS_WORD && (bytes[start + 4] | 0x20) == 'e';
            return same ? FALSE : INVALID;
        }
        return INVALID;
    }

    /** Writes {@code value} in lower case at {@code at} and returns the position after it. */
    public static int write(boolean value, byte[] out, int at) {
        if (value) {
            Words.store4(out, at, TRUE_WORD);
            return at + 4;
        }
        Words.store4(out, at, FALS_WORD);
        out[at + 4] = 'e';
        return at + 5;
    }
}
