package io.nebula.format.csv;

import static io.nebula.format.FormatRun.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvBoundariesTest {
    private final CsvBoundaries boundaries = new CsvBoundaries(CsvDecoderTest.COMMA);

    private int cut(String text, long maxRecords, int maxRecordBytes, boolean endOfInput) {
        byte[] bytes = utf8("#" + text + "#\n");
        return boundaries.cut(bytes, 1, 1 + text.length(), maxRecords, maxRecordBytes, endOfInput) - 1;
    }

    private int cut(String text) {
        return cut(text, Long.MAX_VALUE, 1000, false);
    }

    @Test
    void shouldCutAfterTheLastNewlineOutsideQuotes() {
        assertThat(cut("a\nb\nc")).isEqualTo(4);
        assertThat(cut("abc")).isZero();
        assertThat(cut("")).isZero();
        assertThat(cut("a,\"b\nc\"\nd,\"e\nf")).isEqualTo(8);
        assertThat(cut("a\"\nb")).isEqualTo(3);
        assertThat(cut("\"a\"\"\n\"\n\"")).isEqualTo(7);
        assertThat(cut("\"a\"x\"\n\"b\n")).isEqualTo(6);
    }

    @Test
    void shouldTakeALastRecordWithoutLineEndAtTheEndOfTheInput() {
        assertThat(cut("a\nb", Long.MAX_VALUE, 1000, true)).isEqualTo(3);
        assertThat(cut("\"a\"\n\"b\"", Long.MAX_VALUE, 1000, true)).isEqualTo(7);
    }

    @Test
    void shouldCountRecordsButNotBlankLines() {
        assertThat(cut("\na\n\r\n\"b\n\"\nc\n", 2, 1000, false)).isEqualTo(10);
        assertThat(cut("a\nb\nc\n", 1, 1000, false)).isEqualTo(2);
        assertThat(cut("a\nb", 2, 1000, false)).isEqualTo(2);
        assertThat(cut("a\nb", 2, 1000, true)).isEqualTo(3);
    }

    @Test
    void shouldGiveUpTheFirstLineOfARecordWhoseQuoteStaysOpenTooLong() {
        assertThat(cut("1\n\"x\nyyyyyyyy\n2\n", Long.MAX_VALUE, 10, false)).isEqualTo(5);
        assertThat(cut("1\n\"x\nyyyyyyyy\"\n2\n", Long.MAX_VALUE, 10, false)).isEqualTo(5);
        assertThat(cut("1\n\"x\nyyyyyyyy\"\n2\n", Long.MAX_VALUE, 12, false)).isEqualTo(17);
        assertThat(cut("\"x\ny", Long.MAX_VALUE, 1000, true)).isEqualTo(3);
        assertThat(cut("\"xy", Long.MAX_VALUE, 1000, true)).isEqualTo(3);
    }

    @Test
    void shouldFindTheEndOfTheFirstRecordsAlsoBehindAQuoteThatIsNeverClosed() {
        byte[] bytes = utf8("#1\n\"x\n\n3\n4\n5#\n");
        int to = bytes.length - 2;

        assertThat(boundaries.first(bytes, 1, to, 1)).isEqualTo(3);
        assertThat(boundaries.first(bytes, 1, to, 2)).isEqualTo(6);
        assertThat(boundaries.first(bytes, 1, to, 3)).isEqualTo(9);
        assertThat(boundaries.first(bytes, 1, to, 4)).isEqualTo(11);
        assertThat(boundaries.first(bytes, 1, to, 5)).isEqualTo(to);
        assertThat(boundaries.first(bytes, 1, to, 99)).isEqualTo(to);
        assertThat(boundaries.first(bytes, 1, to, 0)).isEqualTo(1);
    }

    @Test
    void shouldWaitForMoreWhileAnOpenQuoteMayStillClose() {
        assertThat(cut("1\n\"x\ny", Long.MAX_VALUE, 1000, false)).isEqualTo(2);
        assertThat(cut("\"x\ny", Long.MAX_VALUE, 1000, false)).isZero();
    }

    @Test
    void shouldFindNoEndWhereOneLineIsLongerThanTheLimit() {
        assertThat(cut("\"xxxxxxxxxxxxxxx", Long.MAX_VALUE, 10, false)).isZero();
        assertThat(cut("xxxxxxxxxxxxxxxx", Long.MAX_VALUE, 10, false)).isZero();
    }

    @Test
    void shouldCutAtTheSamePlaceWhetherRecordsAreCountedOrNot() {
        char[] alphabet = {'"', '"', ',', '\n', 'a', 'b', 'c', 'd', '\r', '\u00e9'};
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            int variety = 2 + random.nextInt(alphabet.length - 1);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet[random.nextInt(variety)]);
            }
            byte[] bytes = utf8("#".repeat(seed % 9) + text + "\n\"");
            int from = seed % 9;
            int to = bytes.length - 2;

            assertThat(boundaries.cut(bytes, from, to, Long.MAX_VALUE, 1000, false)).as("seed %d: %s", seed, text)
                    .isEqualTo(boundaries.cut(bytes, from, to, Math.max(1, to - from - 1), 1000, false));
        }
    }
}
