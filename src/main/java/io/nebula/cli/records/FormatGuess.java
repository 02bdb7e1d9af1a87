package io.nebula.cli.records;

import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import java.util.List;

/** Finds out what records are written in. */
final class FormatGuess {
    /** Where two separate equally well, the first one does. */
    private static final String DELIMITERS = ",\t;|";
    private static final int LINES = 20;

    private FormatGuess() {}

    /**
     * The format.
     *
     * @param named what the file's name tells, which is believed; null if nothing
     * @param head of the content
     */
    static Format of(String named, byte[] head) {
        String told = named == null && (begins(head, "{") || beginsArray(head)) ? "jsonl" : named;
        if (told != null && !told.equals("csv")) {
            return Formats.plain(told);
        }
        char delimiter = delimiter(head);
        return delimiter == '\t' && named == null ? CsvFormat.tsv() : delimiter == ',' ? CsvFormat.csv()
                : new CsvFormat("csv", new CsvDialect((byte) delimiter, (byte) '"', List.of()), true, List.of());
    }

    /** Whether what begins here is a JSON array of objects, which is no record of any format. */
    static boolean beginsArray(byte[] head) {
        return begins(head, "[{");
    }

    /** Whether these are the first signs, blanks between them left out. */
    private static boolean begins(byte[] head, String signs) {
        int seen = 0;
        for (int i = 0; i < head.length && seen < signs.length(); i++) {
            byte value = head[i];
            if (value != ' ' && value != '\t' && value != '\r' && value != '\n' && value >= 0) { // no byte order mark
                if (value != signs.charAt(seen)) {
                    return false;
                }
                seen++;
            }
        }
        return seen == signs.length();
    }

    /** The one that the first lines have most often, and equally often; a comma if none has. */
    static char delimiter(byte[] head) {
        char best = ',';
        int most = 0;
        for (char candidate : DELIMITERS.toCharArray()) {
            int separators = perLine(head, candidate);
            if (separators > most) {
                best = candidate;
                most = separators;
            }
        }
        return best;
    }

    /** How many of them each of the first lines has outside quotes; 0 if they differ. */
    static int perLine(byte[] head, char delimiter) {
        int expected = -1;
        int count = 0;
        int lines = 0;
        int length = 0;
        boolean quoted = false;
        for (int i = 0; i < head.length && lines < LINES; i++) {
            byte value = head[i];
            quoted ^= value == '"';
            length++;
            count += !quoted && value == delimiter ? 1 : 0;
            if (value == '\n' && !quoted) {
                boolean blank = length <= 2 && count == 0;
                if (!blank && expected >= 0 && count != expected) {
                    return 0;
                }
                expected = blank ? expected : count;
                lines++;
                count = 0;
                length = 0;
            }
        }
        return expected < 0 ? count : expected;
    }
}
