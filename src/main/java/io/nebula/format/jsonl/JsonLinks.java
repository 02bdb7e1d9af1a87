package io.nebula.format.jsonl;

import io.nebula.text.Swar;

/**
 * What stands between one value of a record and the next, as it was last time: brace or comma, key, colon and white
 * space, held as words to compare with.
 *
 * <p>Bytes that have once been read as a link are one wherever they follow a value, or begin a record, so that a match
 * needs no other check.
 */
final class JsonLinks {
    /** Instead of a field: the link goes from the last value to the end of the line, newline included. */
    static final int END = -1;

    private static final int WORD = Long.BYTES;
    /** One link: its last word, the mask of its first and last word, its facts, its words from the first on. */
    private static final int STRIDE = 16;
    private static final int MASK = 1;
    private static final int FACTS = 2;
    private static final int FIRST = 3;
    private static final int LONGEST = (STRIDE - FIRST) * WORD;
    private static final int SHORT_MASK = 0xffff;

    private final long[] links;
    private final int fields;

    /** @param fields how many a record may have */
    JsonLinks(int fields) {
        this.fields = fields;
        links = new long[(fields + 2) * STRIDE];
        for (int link = 0; link < links.length; link += STRIDE) {
            // a first and last word at the same place that differ match nothing
            links[link] = -1;
            links[link + MASK] = -1;
        }
    }

    /**
     * The position after the link at {@code at} if it is the known one, else -1.
     *
     * @param before 0 at the beginning of a record, else one more than the field whose value ends here; fields that
     *     nobody knows count as one more field
     */
    int match(byte[] in, int at, int before) {
        int link = before * STRIDE;
        int tail = tail(before);
        if (at + tail > in.length - WORD) {
            return -1;
        }
        long wrong = Swar.word(in, at) ^ links[link + FIRST] | Swar.word(in, at + tail) ^ links[link];
        return (wrong & links[link + MASK]) == 0 && matchesBetween(in, at, before) ? at + length(before) : -1;
    }

    /** Whether the bytes between the first and the last word are those of the link. */
    boolean matchesBetween(byte[] in, int from, int before) {
        int word = before * STRIDE + FIRST + 1;
        int tail = from + tail(before);
        for (int at = from + WORD; at < tail; at += WORD) {
            if (Swar.word(in, at) != links[word++]) {
                return false;
            }
        }
        return true;
    }

    /** Where a link leads: to a field or {@link #END}. */
    int field(int before) {
        return (int) (links[before * STRIDE + FACTS] >> Integer.SIZE);
    }

    /** How many bytes a link has; 0 if it is not known. */
    int length(int before) {
        return (int) links[before * STRIDE + FACTS] & SHORT_MASK;
    }

    /** Where the link's {@link #last} word begins: 0 if the link is no longer than a word. */
    int tail(int before) {
        return (int) links[before * STRIDE + FACTS] >>> Short.SIZE;
    }

    long first(int before) {
        return links[before * STRIDE + FIRST];
    }

    long last(int before) {
        return links[before * STRIDE];
    }

    /** The bits of {@link #first} and {@link #last} that belong to the link. */
    long mask(int before) {
        return links[before * STRIDE + MASK];
    }

    /** Takes {@code in[from, to)} as the link to expect there; one that is very long is never expected. */
    void learn(byte[] in, int from, int to, int before, int field) {
        int length = to - from;
        int tail = Math.max(length - WORD, 0);
        if (length > LONGEST || from + tail > in.length - WORD) {
            return;
        }
        int link = before * STRIDE;
        for (int i = 0; i <= tail / WORD; i++) {
            links[link + FIRST + i] = Swar.word(in, from + i * WORD);
        }
        links[link] = Swar.word(in, from + tail);
        links[link + MASK] = length < WORD ? (1L << length * WORD) - 1 : -1;
        links[link + FACTS] = (long) field << Integer.SIZE | tail << Short.SIZE | length;
    }

    /**
     * Makes these links the chain that {@code other} has now from a record's beginning to its end, and says whether
     * there is one.
     */
    boolean copyChain(JsonLinks other) {
        int before = 0;
        for (int steps = 0; steps <= fields; steps++) {
            int link = before * STRIDE;
            System.arraycopy(other.links, link, links, link, STRIDE);
            if (length(before) == 0) {
                return false;
            }
            if (field(before) == END) {
                return true;
            }
            before = field(before) + 1;
        }
        return false;
    }
}
