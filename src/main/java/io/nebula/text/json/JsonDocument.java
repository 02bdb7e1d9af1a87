package io.nebula.text.json;

/** One text that should be JSON, in memory of its own where the scanner finds the newline that it needs. Reusable. */
public final class JsonDocument {
    private final JsonScanner scanner = new JsonScanner();
    private byte[] line = new byte[64];
    private int start;

    /**
     * Takes a copy of a text, in which line ends, which can only stand between the parts of JSON, become spaces.
     *
     * @return whether it is one JSON value, white space around it allowed
     */
    public boolean open(byte[] bytes, int from, int length) {
        if (line.length <= length) {
            line = new byte[(length + 1) * 2];
        }
        boolean inString = false;
        boolean escaped = false;
        for (int i = 0; i < length; i++) {
            byte value = bytes[from + i];
            inString ^= value == '"' && !escaped;
            escaped = value == '\\' && !escaped && inString;
            line[i] = !inString && (value == '\n' || value == '\r') ? (byte) ' ' : value;
        }
        line[length] = '\n';
        scanner.open(line);
        start = scanner.space(0);
        int end = scanner.value(start, 0);
        scanner.takeEscapes();
        return end >= 0 && scanner.space(end) == length;
    }

    /** The copy: bytes stand where they stood in the text, counted from its beginning. Valid until the next one. */
    public byte[] bytes() {
        return line;
    }

    /** Where the value begins. */
    public int start() {
        return start;
    }

    /** Steps over parts of the text. */
    public JsonScanner scanner() {
        return scanner;
    }
}
