package io.nebula.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nebula.expression.Batches;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedElementsTest {
    @Test
    void shouldRefuseAnElementThatIsNullOrOfAnotherClass() {
        RecordType<Note> type = RecordType.of(Note.class);
        Object[] elements = {new Note("a"), null, "b", new Note("c")};

        RecordBatch batch = type.builder().build(elements, elements.length);

        assertThat(batch.rejects()).containsExactly(
                new Reject(1, 0, "decode", "null-value", null, "the element is null; leave it out, or give one whose fields are null"),
                new Reject(2, 0, "decode", "value-type", null, "the element is a java.lang.String, not a " + Note.class.getName()
                        + "; make a RecordType of the class that the elements have"));
        assertThat(Elements.read(type, batch)).containsExactly(new Note("a"), new Note("c"));
    }

    @Test
    void shouldRefuseAnElementWhoseGetterThrowsAndKeepItsNeighbours() {
        RecordType<Throwing> type = RecordType.of(Throwing.class);

        RecordBatch batch = Elements.batch(type, new Throwing(0), new Throwing(1), new Throwing(2), new Throwing(3));

        assertThat(batch.rejects()).extracting(Reject::start, Reject::code, Reject::field)
                .containsExactly(tuple(1, "transform-failed", "value"),
                        tuple(3, "transform-failed", "value"));
        assertThat(batch.rejects().get(0).message()).startsWith(
                "the element's own code has failed with java.lang.IllegalStateException: odd at ").contains("Throwing.value");
        assertThat(Elements.read(type, batch)).extracting(each -> each.value).containsExactly(0L, 2L);
    }

    @Test
    void shouldForgetRejectsWithTheNextBatch() {
        BatchBuilder<Throwing> builder = RecordType.of(Throwing.class).builder();
        builder.build(new Object[] {new Throwing(1)}, 1);

        RecordBatch batch = builder.build(new Object[] {new Throwing(2)}, 1);

        assertThat(batch.rejects()).isEmpty();
        assertThat(batch.selected()).isOne();
    }

    @Test
    void shouldNotTakeABrokenMachineForABrokenElement() {
        record Exhausting(long value) {
            @Override
            public long value() {
                throw new OutOfMemoryError("for the test");
            }
        }

        assertThatThrownBy(() -> Elements.batch(RecordType.of(Exhausting.class), new Exhausting(1)))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void shouldRefuseTextThatUtf8CannotSay() {
        RecordType<Note> type = RecordType.of(Note.class);

        RecordBatch batch = Elements.batch(type, new Note("a\ud800"), new Note("\ud83e\udd85"));

        assertThat(batch.rejects()).containsExactly(new Reject(0, 0, "decode", "invalid-utf8", "text",
                "the text has half of a surrogate pair, which UTF-8 cannot say; repair it where it was cut"));
        assertThat(Elements.read(type, batch)).containsExactly(new Note("\ud83e\udd85"));
    }

    @Test
    void shouldRefuseTextThatIsNoJson() {
        record Document(JsonText json) {}

        RecordType<Document> type = RecordType.of(Document.class);

        RecordBatch batch = Elements.batch(type, new Document(new JsonText("{\"a\":}")), new Document(new JsonText("1 2")),
                new Document(new JsonText("")), new Document(new JsonText("[1,2]")));

        assertThat(batch.rejects()).extracting(Reject::message).containsExactly(
                "'{\"a\":}' is not one JSON value; repair it, or give null",
                "'1 2' is not one JSON value; repair it, or give null", "'' is not one JSON value; repair it, or give null");
        assertThat(Elements.read(type, batch)).containsExactly(new Document(new JsonText("[1,2]")));
    }

    @Test
    void shouldRefuseMomentsTooFarAwayForATimestamp() {
        record Moment(Instant when) {}

        RecordType<Moment> type = RecordType.of(Moment.class);
        Instant last = Instant.ofEpochSecond(9_223_372_036_854L, 775_807_999);
        Instant first = Instant.ofEpochSecond(-9_223_372_036_855L, 224_192_000);

        RecordBatch batch = Elements.batch(type, new Moment(Instant.MAX), new Moment(last.plusNanos(1)), new Moment(last),
                new Moment(first), new Moment(first.minusNanos(1)), new Moment(Instant.MIN));

        assertThat(batch.rejects()).extracting(Reject::start).containsExactly(0, 1, 4, 5);
        assertThat(batch.rejects()).extracting(Reject::code).containsOnly("overflow");
        assertThat(Elements.read(type, batch)).containsExactly(new Moment(last.minusNanos(999)), new Moment(first));
    }

    @Test
    void shouldRefuseNullsForPrimitives() {
        assertThat(refusals(Primitive.class, Batches.batch(Batches.schema("truth boolean", "small long", "value double"),
                row(true, 1L, 1.0), row(null, 1L, 1.0), row(true, null, 1.0), row(true, 1L, null)))).containsExactly(
                        "1 null-value truth: the value is null, and a boolean cannot be; declare it as Boolean, or replace nulls,"
                                + " with coalesce perhaps",
                        "2 null-value small: the value is null, and an int cannot be; declare it as Integer, or replace nulls,"
                                + " with coalesce perhaps",
                        "3 null-value value: the value is null, and a double cannot be; declare it as Double, or replace nulls,"
                                + " with coalesce perhaps");
    }

    @Test
    void shouldRefuseNumbersThatDoNotFit() {
        record Narrow(byte a, Short b, int c, float d) {}

        assertThat(refusals(Narrow.class, Batches.batch(Batches.schema("a long", "b long", "c long", "d double"),
                row(127L, 32_767L, 2_147_483_647L, 3.4e38), row(128L, 0L, 0L, 0.0), row(0L, -32_769L, 0L, 0.0),
                row(0L, 0L, 2_147_483_648L, 0.0), row(0L, 0L, 0L, -3.5e38)))).containsExactly(
                        "1 overflow a: 128 does not fit a byte; declare it as long",
                        "2 overflow b: -32769 does not fit a Short; declare it as long",
                        "3 overflow c: 2147483648 does not fit an int; declare it as long",
                        "4 overflow d: -3.5E38 does not fit a float; declare it as double");
    }

    @Test
    void shouldRefuseDaysThatNoLocalDateIs() {
        record Day(LocalDate day) {}

        assertThat(refusals(Day.class, Batches.batch(Batches.schema("day date"), row(LocalDate.MAX.toEpochDay()),
                row(LocalDate.MAX.toEpochDay() + 1), row(Long.MIN_VALUE)))).containsExactly(
                        "1 overflow day: day 365241780472 from 1970-01-01 on does not fit a LocalDate; keep it as a number",
                        "2 overflow day: day -9223372036854775808 from 1970-01-01 on does not fit a LocalDate; keep it as a number");
    }

    @Test
    void shouldRefuseTextsThatAreNoConstant() {
        record Rounded(RoundingMode mode) {}

        assertThat(refusals(Rounded.class, Batches.batch(Batches.schema("mode string"), row("UP"), row("up"))))
                .containsExactly("1 value-type mode: 'up' is none of the constants CEILING, DOWN, FLOOR, HALF_DOWN, HALF_EVEN, HALF_UP,"
                        + " UNNECESSARY, UP; add it to the enum, or declare a String");
    }

    @Test
    void shouldRefuseARowThatTheConstructorOrASetterRefuses() {
        Schema schema = Batches.schema("value long");

        assertThat(refusals(Checked.class, Batches.batch(schema, row(1L), row(-1L)))).singleElement().asString()
                .startsWith("1 transform-failed null: the element's own code has failed with java.lang.IllegalArgumentException: negative"
                        + " at ").contains("Checked.<init>");
        assertThat(refusals(CheckedBean.class, Batches.batch(schema, row(1L), row(-1L)))).singleElement().asString()
                .startsWith("1 transform-failed value: the element's own code has failed with java.lang.IllegalArgumentException: negative"
                        + " at ").contains("CheckedBean.setValue");
    }

    @Test
    void shouldMakeNoElementsOfRowsThatAreNotSelectedOrAlreadyRejected() {
        RecordBatch batch = Batches.batch(Batches.schema("value long"), row(0L), row(1L), row(2L), row(3L));
        batch.select(new int[] {1, 2, 3}, 3);
        batch.reject(2, "domain", "value", "before");
        List<String> made = new ArrayList<>();

        RecordType.of(Checked.class).reader(batch.schema()).read(batch, (row, element) -> made.add(row + " " + element.value));

        assertThat(made).containsExactly("1 1", "3 3");
        assertThat(batch.selected()).isEqualTo(2);
    }

    @Test
    void shouldThrowWhatTheConsumerThrows() {
        RecordBatch batch = Batches.batch(Batches.schema("value long"), row(0L));

        assertThatThrownBy(() -> RecordType.of(Checked.class).reader(batch.schema()).read(batch, (row, element) -> {
            throw new IllegalStateException("the consumer's");
        })).hasMessage("the consumer's");
        assertThat(batch.rejects()).isEmpty();
    }

    @Test
    void shouldRefuseACountBeyondTheElements() {
        BatchBuilder<Note> builder = RecordType.of(Note.class).builder();

        assertThatThrownBy(() -> builder.build(new Object[1], 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Reads a batch whose first row is right, and says what was wrong with the others, which leave the selection. */
    private static <T> List<String> refusals(Class<T> type, RecordBatch batch) {
        List<T> made = new ArrayList<>();
        RecordType.of(type).reader(batch.schema()).read(batch, (row, element) -> {
            assertThat(row).isZero();
            made.add(element);
        });
        assertThat(made).hasSize(1);
        assertThat(batch.selected()).isOne();
        assertThat(batch.rejects()).extracting(Reject::stage).containsOnly("encode");
        return batch.rejects().stream().map(reject -> reject.start() + " " + reject.code() + " " + reject.field() + ": "
                + reject.message()).toList();
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private record Note(String text) {}

    private record Primitive(boolean truth, int small, double value) {}

    private record Throwing(long value) {
        @Override
        public long value() {
            if (value % 2 != 0) {
                throw new IllegalStateException("odd");
            }
            return value;
        }
    }

    private record Checked(long value) {
        Checked {
            if (value < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    static final class CheckedBean {
        public void setValue(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }
}
