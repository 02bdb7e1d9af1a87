package io.nebula.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text somewhere in an array whose other bytes would change the result if a parser looked at them. */
record Placed(byte[] bytes, int start, int length) {
    /** The text alone, at the very end of an array, and in the middle of misleading bytes. */
    static List<Placed> everywhere(String text) {
        return List.of(between("", text, ""), between("1234567-", text, ""), between("-", text, "99999999:00.000"),
                between("", text, "e5Z+01:00"));
    }

    static Placed between(String before, String text, String after) {
        byte[] bytes = (before + text + after).getBytes(StandardCharsets.UTF_8);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return new Placed(bytes, before.length(), length);
    }

    static Placed atEnd(String text) {
        return between("9", text, "");
    }

    @Override
    public String toString() {
        return "'" + new String(bytes, start, length, StandardCharsets.UTF_8) + "' in '"
                + new String(bytes, StandardCharsets.UTF_8) + "'";
    }
}
