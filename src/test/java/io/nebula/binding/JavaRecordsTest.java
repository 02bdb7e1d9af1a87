package io.nebula.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class JavaRecordsTest {
    private static final RecordType<Everything> EVERYTHING = RecordType.of(Everything.class);
    private static final Instant FIRST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
    private static final Instant LAST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

    @Test
    void shouldHaveTheComponentsInTheirOrderAsFields() {
        assertThat(EVERYTHING.schema()).hasToString("(truth boolean, small long, shorter long, number long, id long,"
                + " rough double, value double, maybeTruth boolean, maybeSmall long, maybeShorter long, maybeNumber long,"
                + " maybeId long, maybeRough double, maybeValue double, name string, label string, mode string, when timestamp,"
                + " sent timestamp, received timestamp, day date, payload json, note string, count long, choice string)");
    }

    @Test
    void shouldKeepExtremesOfEveryType() {
        Everything low = new Everything(false, Byte.MIN_VALUE, Short.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE,
                -Float.MAX_VALUE, -Double.MAX_VALUE, false, Byte.MIN_VALUE, Short.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE,
                Float.MIN_VALUE, Double.MIN_VALUE, "", "\0", RoundingMode.UP, FIRST, FIRST.atOffset(ZoneOffset.UTC),
                FIRST.atZone(ZoneOffset.UTC), LocalDate.MIN, new JsonText("null"), Optional.of(""), Optional.of(0),
                Optional.of(RoundingMode.UP));
        Everything high = new Everything(true, Byte.MAX_VALUE, Short.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE,
                Float.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, true, Byte.MAX_VALUE, Short.MAX_VALUE, Integer.MAX_VALUE,
                Long.MAX_VALUE, Float.NaN, -0.0, "\ud83e\udd85 \uffff\u0000\u07ff\u0800", "é", RoundingMode.UNNECESSARY, LAST,
                LAST.atOffset(ZoneOffset.UTC), LAST.atZone(ZoneOffset.UTC), LocalDate.MAX,
                new JsonText("{\"a\":[1,{\"b\":\"\\n\ud83e\udd85\"}]}"), Optional.of("\udbff\udfff"),
                Optional.of(Integer.MAX_VALUE), Optional.of(RoundingMode.DOWN));

        assertThat(Elements.through(EVERYTHING, EVERYTHING, low, high)).containsExactly(low, high);
    }

    @Test
    void shouldKeepNulls() {
        Everything empty = empty();

        assertThat(Elements.through(EVERYTHING, EVERYTHING, empty, full(new Random(1)), empty).get(2)).isEqualTo(empty);
    }

    @Test
    void shouldTakeAnOptionalThatIsNullForAnEmptyOne() {
        record Noted(Optional<String> note) {}

        RecordType<Noted> type = RecordType.of(Noted.class);

        assertThat(Elements.through(type, type, new Noted(null))).containsExactly(new Noted(Optional.empty()));
    }

    @Test
    void shouldKeepEveryRandomRecordWhateverTheBatchBeforeWas() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        BatchBuilder<Everything> builder = EVERYTHING.builder();
        ElementReader<Everything> reader = EVERYTHING.reader(EVERYTHING.schema());
        for (int round = 0; round < 100; round++) {
            Everything[] elements = new Everything[random.nextInt(200)];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = random.nextInt(10) == 0 ? empty() : full(random);
            }
            int count = elements.length == 0 ? 0 : random.nextInt(elements.length);
            int[] rows = {0};

            reader.read(builder.build(elements, count), (row, element) -> {
                assertThat(row).isEqualTo(rows[0]++);
                assertThat(element).as("seed " + seed).isEqualTo(elements[row]);
            });

            assertThat(rows[0]).as("seed " + seed).isEqualTo(count);
        }
    }

    @Test
    void shouldCutOffWhatMicrosecondsCannotHoldAndKeepTheMoment() {
        record Times(Instant a, OffsetDateTime b, ZonedDateTime c) {}

        RecordType<Times> type = RecordType.of(Times.class);
        Instant before = Instant.parse("1969-12-31T23:59:59.123456789Z");
        Instant cut = Instant.parse("1969-12-31T23:59:59.123456Z");

        assertThat(Elements.through(type, type, new Times(before, before.atOffset(ZoneOffset.ofHours(5)),
                before.atZone(ZoneId.of("Asia/Kathmandu")))))
                .containsExactly(new Times(cut, cut.atOffset(ZoneOffset.UTC), cut.atZone(ZoneOffset.UTC)));
    }

    @Test
    void shouldMakeDoublesOfLongsAndTextOfJsonAndRoundFloats() {
        record From(long a, Integer b, JsonText c, double d) {}
        record To(double a, Float b, String c, float d) {}

        assertThat(Elements.through(RecordType.of(From.class), RecordType.of(To.class),
                new From(3, 4, new JsonText("[1]"), 0.1), new From(-1, null, null, Double.NaN)))
                .containsExactly(new To(3, 4f, "[1]", 0.1f), new To(-1, null, null, Float.NaN));
    }

    @Test
    void shouldLeaveOutFieldsThatTheOtherTypeDoesNotHave() {
        record Name(String name) {}

        Everything element = full(new Random(2));

        assertThat(Elements.through(EVERYTHING, RecordType.of(Name.class), element)).containsExactly(new Name(element.name));
    }

    @Test
    void shouldTurnLineEndsBetweenThePartsOfJsonIntoSpaces() {
        record Document(JsonText json) {}

        RecordType<Document> type = RecordType.of(Document.class);

        assertThat(Elements.through(type, type, new Document(new JsonText("{\n\"a\":\r\n1}"))))
                .containsExactly(new Document(new JsonText("{ \"a\":  1}")));
    }

    @Test
    void shouldTakeCharactersThatAreNoString() {
        record Label(CharSequence text) {}

        RecordType<Label> type = RecordType.of(Label.class);

        assertThat(Elements.through(type, type, new Label(new StringBuilder("über")))).containsExactly(new Label("über"));
    }

    @Test
    void shouldReadAndMakeMoreFieldsThanOneHandleTakes() {
        record Wide(long a, long b, long c, long d, long e, long f, long g, long h, double i, double j, double k, String l,
                String m, String n, String o, String p, boolean q, boolean r, boolean s, long t, long u, long v, long w,
                long x, long y, long z) {}

        Wide wide = new Wide(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "12", "13", "14", "15", "16", true, false, true, 20, 21, 22,
                23, 24, 25, 26);
        RecordType<Wide> type = RecordType.of(Wide.class);

        assertThat(Elements.through(type, type, wide, wide)).containsExactly(wide, wide);
    }

    private static Everything empty() {
        return new Everything(false, (byte) 0, (short) 0, 0, 0, 0, 0, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Everything full(Random random) {
        Instant when = orNull(random, () -> Instant.EPOCH.plus(random.nextLong(), ChronoUnit.MICROS));
        return new Everything(random.nextBoolean(), (byte) random.nextInt(), (short) random.nextInt(), random.nextInt(),
                random.nextLong(), Float.intBitsToFloat(random.nextInt()), Double.longBitsToDouble(random.nextLong()),
                orNull(random, random::nextBoolean), orNull(random, () -> (byte) random.nextInt()),
                orNull(random, () -> (short) random.nextInt()), orNull(random, random::nextInt),
                orNull(random, random::nextLong), orNull(random, random::nextFloat), orNull(random, random::nextGaussian),
                orNull(random, () -> text(random)), orNull(random, () -> text(random)),
                orNull(random, () -> RoundingMode.values()[random.nextInt(8)]), when,
                when == null ? null : when.atOffset(ZoneOffset.UTC), when == null ? null : when.atZone(ZoneOffset.UTC),
                orNull(random, () -> LocalDate.ofEpochDay(random.nextInt())),
                orNull(random, () -> new JsonText("[" + random.nextInt() + ",\"" + random.nextInt() + "é\"]")),
                Optional.ofNullable(orNull(random, () -> text(random))),
                Optional.ofNullable(orNull(random, random::nextInt)),
                Optional.ofNullable(orNull(random, () -> RoundingMode.values()[random.nextInt(8)])));
    }

    private static <V> V orNull(Random random, Supplier<V> value) {
        return random.nextInt(5) == 0 ? null : value.get();
    }

    private static String text(Random random) {
        return Texts.random(random, random.nextInt(20));
    }

    private record Everything(boolean truth, byte small, short shorter, int number, long id, float rough, double value,
            Boolean maybeTruth, Byte maybeSmall, Short maybeShorter, Integer maybeNumber, Long maybeId, Float maybeRough,
            Double maybeValue, String name, CharSequence label, RoundingMode mode, Instant when, OffsetDateTime sent,
            ZonedDateTime received, LocalDate day, JsonText payload, Optional<String> note, Optional<Integer> count,
            Optional<RoundingMode> choice) {}
}
