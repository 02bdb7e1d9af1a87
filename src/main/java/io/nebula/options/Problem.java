package io.nebula.options;

/**
 * One thing that is wrong with what the user wrote.
 *
 * @param path where: keys and list indexes from the section that reported it, joined by dots, e.g. {@code set.0};
 *     empty for the section itself
 * @param offset the first character concerned within the value at {@code path}; -1 for the whole value
 * @param length how many characters are concerned; 0 with {@code offset} -1
 * @param code a short, stable name of the problem in lower-case words joined by hyphens
 * @param message what is wrong
 * @param advice what to do about it, e.g. {@code did you mean "speed"?}; null if the message says it all
 * @param onKey whether the key at {@code path} is at fault, not its value
 */
public record Problem(String path, int offset, int length, String code, String message, String advice, boolean onKey) {
    /** A problem with the whole value at {@code path}. */
    public static Problem at(String path, String code, String message, String advice) {
        return new Problem(path, -1, 0, code, message, advice, false);
    }

    /** A problem with a range of the text at {@code path}. */
    public static Problem within(String path, int offset, int length, String code, String message, String advice) {
        return new Problem(path, offset, length, code, message, advice, false);
    }

    /** A problem with the key at {@code path}. */
    public static Problem key(String path, String code, String message, String advice) {
        return new Problem(path, -1, 0, code, message, advice, true);
    }

    /** The same problem, seen from the section that holds {@code prefix}. */
    public Problem under(String prefix) {
        String joined = path.isEmpty() ? prefix : prefix.isEmpty() ? path : prefix + "." + path;
        return new Problem(joined, offset, length, code, message, advice, onKey);
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + message + (advice == null ? "" : "; " + advice);
    }
}
