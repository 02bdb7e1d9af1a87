package io.nebula.format;

/** The three bytes that say UTF-8 at the beginning of some inputs. */
public final class ByteOrderMark {
    /** How long it is. */
    public static final int BYTES = 3;

    private ByteOrderMark() {}

    /** How many bytes it takes at the beginning: {@link #BYTES}, or 0 if there is none. */
    public static int length(byte[] bytes, int length) {
        boolean mark = length >= BYTES && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        return mark ? BYTES : 0;
    }
}
