package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {
    private static final int[] NANO_UNITS = {1, 1_000, 1_000_000, 1_000_000_000};

    private final byte[] out = new byte[1 + TimestampText.MAX_LENGTH];

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z,0",
        "1970-01-01t00:00:01z,1000000",
        "1970-01-01 00:01:00Z,60000000",
        "1970-01-01T01:00:00.5Z,3600500000",
        "1970-01-01T00:00:00.000001Z,1",
        "1970-01-01T00:00:00.0000019Z,1",
        "1970-01-01T00:00:00.000000999Z,0",
        "1969-12-31T23:59:59.999999999Z,-1",
        "1970-01-01T02:00:00+02:00,0",
        "1970-01-01T02:00:00.25+02:00,250000",
        "1969-12-31T22:30:00-01:30,0",
        "1970-01-01T00:00:00-00:00,0",
        "1970-01-01T23:59:00+23:59,0",
        "2024-02-29T12:34:56Z,1709210096000000",
        "0000-01-01T00:00:00+00:01,-62167219260000000",
        "9999-12-31T23:59:59-23:59,253402387139000000"})
    void shouldParseRfc3339(String text, long micros) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(TimestampText.parse(placed.bytes(), placed.start(), placed.length())).as(placed.toString())
                    .isEqualTo(micros);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024-01-01", "2024-01-01T", "2024-01-01T00:00Z", "2024-01-01T00:00:00",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00:00.", "2024-01-01T00:00:00.1", "2024-01-01T00:00:00.1234567890Z", "2024-01-01T00:00:00,5Z",
        "2024-01-01T00:00:00.5aZ", "2024-01-01T00:00:00.-1Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:60Z", "2016-12-31T23:59:60Z", "2024-01-01T0a:00:00Z", "2024-01-01T00-00:00Z",
        "2024-01-01T00:00:00X", "2024-01-01T00:00:00ZZ", "2024-01-01T00:00:00 Z", "2024-01-01T00:00:00+0100",
        "2024-01-01T00:00:00+01", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+01:60", "2024-01-01T00:00:00*01:00",
        "2024-01-01T00:00:00+01:0", "2024-01-01T00:00:00+01:000", "2024-01-01T00:00:00+a1:00",
        "2024-01-01T00:00:00+01-00",
        "2024-01-01_00:00:00Z", "2024-02-30T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01T00:00:00.123+01",
        " 2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z ", "1704067200", "2024-01-01T00:00:00.123456789012345Z"})
    void shouldRefuseEverythingElse(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(TimestampText.parse(placed.bytes(), placed.start(), placed.length())).as(placed.toString())
                    .isEqualTo(TimestampText.INVALID);
        }
    }

    @Test
    void shouldParseWhatJavaTimeWritesAtAnyOffset() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < 200_000; k++) {
            long second = random.nextLong(-62_167_000_000L, 253_402_000_000L);
            int unit = NANO_UNITS[random.nextInt(4)];
            int nano = random.nextInt(1_000_000_000) / unit * unit;
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-17 * 60, 17 * 60) * 60);
            OffsetDateTime time = Instant.ofEpochSecond(second, nano).atOffset(offset);
            String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
            Placed placed = Placed.between("8", text, "5");
            if (TimestampText.parse(placed.bytes(), placed.start(), placed.length()) != micros(time.toInstant())) {
                fail("%s was not parsed, seed %d", text, seed);
            }
        }
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    @Test
    void shouldWriteWhatInstantWrites() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long[] units = {1, 1_000, 1_000_000};
        for (int k = 0; k < 300_000; k++) {
            long unit = units[k % 3];
            long micros = (random.nextLong() >> random.nextInt(24)) / unit * unit;
            String expected = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
            if (!written(micros).equals(expected)) {
                fail("%s was written as %s, seed %d", expected, written(micros), seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void shouldWriteEveryNumberOfMicrosWithinItsGreatestLength(long micros) {
        assertThat(written(micros)).isEqualTo(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString())
                .hasSizeLessThanOrEqualTo(TimestampText.MAX_LENGTH);
    }

    @Test
    void shouldAllocateNothing() {
        long[] sum = new long[1];
        Allocations.assertNone(() -> {
            for (long micros = 0; micros < 2_000_000_000_000_000L; micros += 111_111_111_111L) {
                sum[0] += TimestampText.parse(out, 0, TimestampText.write(micros, out, 0));
            }
        });
        assertThat(sum[0]).isNotZero();
    }

    private String written(long micros) {
        return new String(out, 1, TimestampText.write(micros, out, 1) - 1, StandardCharsets.ISO_8859_1);
    }
}
