package io.nebula.binding;

import io.nebula.text.Utf8;
import java.util.Arrays;

/** The text of one batch as UTF-8 in one array, which is used again for the next. Not thread-safe. */
final class Utf8Buffer {
    /** What {@link #append} returns for half a surrogate pair, which UTF-8 cannot say. */
    static final int NO_TEXT = -1;
    /** What {@link #append} returns when the array would become longer than allowed. */
    static final int FULL = -2;
    /** The longest array that every JVM can make. */
    static final int LONGEST = Integer.MAX_VALUE - 16;

    private static final int FIRST_BYTES = 4096;
    /** A character outside the basic plane is two in a string and four bytes: no character takes more than three. */
    private static final int MOST_BYTES_PER_CHAR = 3;

    private final int longest;
    private byte[] bytes;
    private int end;

    Utf8Buffer(int longest) {
        this.longest = longest;
        this.bytes = new byte[Math.min(longest, FIRST_BYTES)];
    }

    void clear() {
        end = 0;
    }

    /** The array, which {@link #append} may replace. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the next byte goes. */
    int end() {
        return end;
    }

    /** Adds a text and returns how many bytes it has; or adds nothing and returns a negative number. Hot. */
    int append(String text) {
        int length = text.length();
        if (!ensure(length)) {
            return FULL;
        }
        byte[] out = bytes;
        int start = end;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return appendWide(text, i);
            }
            out[start + i] = (byte) c;
        }
        end = start + length;
        return length;
    }

    /** The same, with the first {@code ascii} characters already there. */
    private int appendWide(String text, int ascii) {
        int length = text.length();
        if (!ensure(ascii + (long) (length - ascii) * MOST_BYTES_PER_CHAR)) {
            return FULL;
        }
        int at = end + ascii;
        int codePoint;
        for (int i = ascii; i < length; i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return NO_TEXT;
            }
            at = Utf8.encode(codePoint, bytes, at);
        }
        int written = at - end;
        end = at;
        return written;
    }

    private boolean ensure(long more) {
        long needed = end + more;
        if (needed > longest) {
            return false;
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(longest, Math.max(needed, bytes.length * 2L)));
        }
        return true;
    }
}
