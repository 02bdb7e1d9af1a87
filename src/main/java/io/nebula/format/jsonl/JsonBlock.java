package io.nebula.format.jsonl;

import io.nebula.record.RawColumn;
import io.nebula.text.Swar;
import io.nebula.text.Utf8;
import io.nebula.text.json.JsonScanner;
import java.util.Arrays;

/**
 * A few lines that are read field by field, not record by record: each field has its own short loop, and while the
 * bytes of one line are on their way the processor works on others.
 *
 * <p>Only lines whose links are the expected ones can be read so, whatever their values are. The others fail, which
 * says nothing about them: they have to be read one by one.
 */
final class JsonBlock {
    /** So many lines are short enough to stay in the cache of a core. */
    static final int LINES = 128;

    private static final int WORD = Long.BYTES;
    private static final long NEWLINES = Swar.pattern((byte) '\n');
    /** Instead of a position: after everything. */
    private static final int FAILED = Integer.MAX_VALUE;

    private final JsonLinks links;
    private final JsonScanner scanner;
    private final int[][] starts;
    private final int[][] lengths;
    private final boolean[] escapes;
    private final int[] ends = new int[LINES];
    /** How far each line has been read. */
    private final int[] reached = new int[LINES];
    private byte[] bytes;
    private int count;
    private int failed;
    /** How many bytes of a line are not looked at for its newline: fewer than lines have had lately. */
    private int skip;
    private int shortest;
    /** All bytes of strings, and some others, in one word. */
    private long seen;

    JsonBlock(int fields, JsonScanner scanner, int[][] starts, int[][] lengths, boolean[] escapes) {
        links = new JsonLinks(fields);
        this.scanner = scanner;
        this.starts = starts;
        this.lengths = lengths;
        this.escapes = escapes;
    }

    /** Expects records to be like those that {@code latest} knows; says whether that is possible. */
    boolean expect(JsonLinks latest) {
        return links.copyChain(latest);
    }

    int count() {
        return count;
    }

    int failed() {
        return failed;
    }

    /** Where the newline of a line stands. */
    int end(int line) {
        return ends[line];
    }

    boolean hasFailed(int line) {
        return reached[line] == FAILED;
    }

    /** Takes note that a line was shorter than expected, so that its newline was overlooked. */
    void expectShorterLines() {
        skip /= 2;
    }

    /**
     * Reads up to {@code most} lines of {@code in[from, limit)}, which ends with a newline, into the raw columns from
     * {@code row} on.
     */
    void read(byte[] in, int from, int limit, int most, int row) {
        bytes = in;
        seen = 0;
        find(from, limit, Math.min(most, LINES));
        int next = 0;
        int before = 0;
        for (int field = links.field(0); field != JsonLinks.END; field = links.field(before)) {
            absent(next, field, row);
            follow(before);
            if (isNumber(before)) {
                numbers(field, row);
            } else {
                strings(field, row);
            }
            before = field + 1;
            next = Math.max(next, before);
        }
        absent(next, starts.length, row);
        follow(before);
        if ((seen & Swar.HIGH_BITS) != 0 && Utf8.firstInvalid(in, from, ends[count - 1] - from) >= 0) {
            Arrays.fill(reached, 0, count, FAILED);
        }
        countFailed();
    }

    private void find(int from, int limit, int most) {
        int begin = from;
        int lines = 0;
        shortest = Integer.MAX_VALUE;
        while (lines < most && begin < limit) {
            int end = newline(begin + skip < limit ? begin + skip : begin);
            shortest = Math.min(shortest, end - begin);
            reached[lines] = begin;
            ends[lines++] = end;
            begin = end + 1;
        }
        count = lines;
    }

    /** Hot. */
    private int newline(int from) {
        byte[] in = bytes;
        int at = from;
        while (at <= in.length - 4 * WORD) {
            long a = newlines(in, at);
            long b = newlines(in, at + WORD);
            long c = newlines(in, at + 2 * WORD);
            long d = newlines(in, at + 3 * WORD);
            if ((a | b | c | d) != 0) {
                int half = firstOfTwo(a, b);
                return at + half + (firstOfTwo(c, d) & -(half >>> 4));
            }
            at += 4 * WORD;
        }
        while (in[at] != '\n') {
            at++;
        }
        return at;
    }

    private static long newlines(byte[] in, int at) {
        return Swar.firstEqual(Swar.word(in, at), NEWLINES);
    }

    /**
     * Which of sixteen bytes the lowest bit marks in two masks; 16 if there is none. Without branches, since in which
     * word a string or a line ends is a matter of chance.
     */
    private static int firstOfTwo(long low, long high) {
        int inLow = Long.numberOfTrailingZeros(low);
        return (inLow >>> 3) + (Long.numberOfTrailingZeros(high) >>> 3 & -(inLow >>> 6));
    }

    /** Hot: steps over the link that follows a field, with which the lines agree or fail. */
    private void follow(int before) {
        byte[] in = bytes;
        int[] at = reached;
        long first = links.first(before);
        long last = links.last(before);
        long mask = links.mask(before);
        int tail = links.tail(before);
        int length = links.length(before);
        int lastStart = in.length - tail - WORD;
        for (int line = 0; line < count; line++) {
            int from = at[line];
            boolean same = from <= lastStart
                    && ((Swar.word(in, from) ^ first | Swar.word(in, from + tail) ^ last) & mask) == 0
                    && (length <= 2 * WORD || links.matchesBetween(in, from, before));
            at[line] = same ? from + length : FAILED;
        }
    }

    private boolean isNumber(int before) {
        for (int line = 0; line < count; line++) {
            if (reached[line] != FAILED) {
                byte first = bytes[reached[line]];
                return first == '-' || first >= '0' && first <= '9';
            }
        }
        return false;
    }

    /** Hot: reads values that should be strings. */
    private void strings(int field, int row) {
        byte[] in = bytes;
        int[] at = reached;
        int[] starts = this.starts[field];
        int[] lengths = this.lengths[field];
        int lastPair = in.length - 2 * WORD;
        long all = 0;
        for (int line = 0; line < count; line++) {
            int value = at[line];
            if (value >= lastPair) {
                at[line] = FAILED;
                continue;
            }
            int end = value + 1;
            long low = Swar.word(in, end);
            long high = Swar.word(in, end + WORD);
            all |= low | high;
            low = JsonScanner.firstNotPlain(low);
            high = JsonScanner.firstNotPlain(high);
            while ((low | high) == 0 && end < lastPair - 2 * WORD) {
                end += 2 * WORD;
                low = Swar.word(in, end);
                high = Swar.word(in, end + WORD);
                all |= low | high;
                low = JsonScanner.firstNotPlain(low);
                high = JsonScanner.firstNotPlain(high);
            }
            end += firstOfTwo(low, high);
            if (in[value] == '"' && in[end] == '"') {
                end++;
            } else {
                end = other(field, value, end);
            }
            starts[row + line] = value;
            lengths[row + line] = end - value;
            at[line] = end;
        }
        seen |= all;
    }

    /** Hot: reads values that should be numbers. */
    private void numbers(int field, int row) {
        byte[] in = bytes;
        int[] at = reached;
        int[] starts = this.starts[field];
        int[] lengths = this.lengths[field];
        int last = in.length - 2 * WORD;
        for (int line = 0; line < count; line++) {
            int value = at[line];
            if (value > last) {
                at[line] = FAILED;
                continue;
            }
            int integer = in[value] == '-' ? value + 1 : value;
            int end = digits(in, integer);
            boolean odd = end == integer || in[integer] == '0' && end > integer + 1;
            if (in[end] == '.') {
                int fraction = end + 1;
                end = digits(in, fraction);
                odd |= end == fraction;
            }
            if (odd || (in[end] | 0x20) == 'e') {
                end = other(field, value, value + 1);
            }
            starts[row + line] = value;
            lengths[row + line] = end - value;
            at[line] = end;
        }
    }

    private static int digits(byte[] in, int from) {
        int at = from;
        long other = 0;
        while (other == 0 && at <= in.length - WORD) {
            other = Swar.firstNoDigit(Swar.word(in, at));
            at += Swar.first(other);
        }
        return at;
    }

    /** Where a value ends that is not of the usual kind, or is long; if it is a string, the rest from {@code at} on. */
    private int other(int field, int value, int at) {
        int end = bytes[value] == '"' ? scanner.string(at - 1) : scanner.value(value, 1);
        seen = -1;
        if (scanner.takeEscapes()) {
            escapes[field] = true;
        }
        return end < 0 ? FAILED : end;
    }

    private void absent(int from, int to, int row) {
        for (int field = from; field < to; field++) {
            Arrays.fill(starts[field], row, row + count, 0);
            Arrays.fill(lengths[field], row, row + count, RawColumn.ABSENT);
        }
    }

    /** A line that went on behind the newline that was found has failed, too: an earlier one was skipped. */
    private void countFailed() {
        failed = 0;
        for (int line = 0; line < count; line++) {
            if (reached[line] != ends[line] + 1) {
                reached[line] = FAILED;
                failed++;
            }
        }
        skip = Math.min(skip + 1, shortest - (shortest >>> 3));
    }
}
