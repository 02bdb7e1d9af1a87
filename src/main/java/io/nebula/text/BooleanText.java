package io.nebula.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Booleans as ASCII: {@code true} and {@code false} in any case. */
public final class BooleanText {
    public static final int FALSE = 0;
    public static final int TRUE = 1;
    /** What {@link #parse} returns for other text. */
    public static final int INVALID = -1;
    /** The most bytes that {@link #write} needs. */
    public static final int MAX_LENGTH = 5;

    private BooleanText() {}

    public static int parse(byte[] bytes, int start, int length) {
        return switch (new String(bytes, start, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)) {
            case "true" -> TRUE;
            case "false" -> FALSE;
            default -> INVALID;
        };
    }

    /** Writes {@code value} at {@code at} and returns the position after it. */
    public static int write(boolean value, byte[] out, int at) {
        byte[] text = Boolean.toString(value).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, out, at, text.length);
        return at + text.length;
    }
}
