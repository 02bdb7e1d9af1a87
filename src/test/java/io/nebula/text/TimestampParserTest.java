package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimestampParserTest {
    private static final String[] TIMES = {"00:00:00", "23:59:59", "09:08:07", "24:00:00", "23:60:00", "23:59:60",
        "1a:00:00", "10-00:00", "19:5:000", "99:99:99"};
    private static final String[] DAYS = {"2024-02-28", "2024-02-29", "2023-02-29", "1969-12-31", "0000-01-01",
        "2024-02-2x", "2024-03-29"};

    private final TimestampParser parser = new TimestampParser();

    @Test
    void shouldParseRunsOfTheSameDayAsJavaTimeDoes() {
        for (String before : DAYS) {
            for (String day : DAYS) {
                for (String time : TIMES) {
                    parse(before + "T12:00:00Z");

                    assertThat(parse(day + "T" + time + "Z")).as("%sT%s after %s", day, time, before)
                            .isEqualTo(micros(day + "T" + time + "Z"));
                    assertThat(parse(day + "T01:02:03Z")).as("%s after %s", day, before)
                            .isEqualTo(micros(day + "T01:02:03Z"));
                }
            }
        }
    }

    @Test
    void shouldRememberNothingThatChangesAnotherForm() {
        parse("2024-02-29T12:00:00Z");
        for (String text : new String[] {"2024-02-29 00:00:01Z", "2024-02-29t00:00:01z", "2024-02-29T00:00:01.5Z",
            "2024-02-29T00:00:01+01:00", "2024-02-29T00:00:01", "2024-02-29_00:00:01Z", "2024-02-29", "",
            "2024-02-29T00:00:01X"}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

            assertThat(parse(text)).as(text).isEqualTo(TimestampText.parse(bytes, 0, bytes.length));
            assertThat(parse("2024-02-29T00:00:02Z")).isEqualTo(micros("2024-02-29T00:00:02Z"));
        }
    }

    @Test
    void shouldParseEverySecondOfADay() {
        for (int second = 0; second < 86_400; second++) {
            String text = Instant.ofEpochSecond(1_709_164_800 + second).toString();

            assertThat(parse(text)).as(text).isEqualTo((1_709_164_800L + second) * 1_000_000);
        }
    }

    @Test
    void shouldTreatNulBytesAsNoDay() {
        long seed = System.nanoTime();
        byte[] bytes = new byte[20];
        new SplittableRandom(seed).nextBytes(bytes);
        assertThat(parser.parse(new byte[20], 0, 20)).isEqualTo(TimestampText.INVALID);
        assertThat(parser.parse(bytes, 0, 20)).as("seed %d", seed).isEqualTo(TimestampText.parse(bytes, 0, 20));
        byte[] nul = ("\0".repeat(11) + "00:00:00Z").getBytes(StandardCharsets.US_ASCII);
        assertThat(parser.parse(nul, 0, nul.length)).isEqualTo(TimestampText.INVALID);
    }

    private long parse(String text) {
        Placed placed = Placed.everywhere(text).get(0);
        return parser.parse(placed.bytes(), placed.start(), placed.length());
    }

    private static long micros(String text) {
        try {
            // java.time takes these two for the second after and the second before
            boolean never = text.contains("24:00") || text.endsWith(":60Z");
            return never ? TimestampText.INVALID : Instant.parse(text).getEpochSecond() * 1_000_000;
        } catch (DateTimeParseException e) {
            return TimestampText.INVALID;
        }
    }
}
