package io.nebula.binding;

import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.util.Map;

/**
 * How a Java type is a record: which fields it has, of which types, how they are read from an element, and how an element
 * is made of them. Immutable, safe to share between threads.
 *
 * <p>Java types and the types of fields:
 * <ul>
 * <li>{@code boolean}: boolean;
 * <li>{@code byte}, {@code short}, {@code int}, {@code long}: long; back only where the number fits;
 * <li>{@code float}, {@code double}: double; back to a float it is rounded, and must not become infinite by that. They are
 *     also made of a long, as the nearest number that they have;
 * <li>{@code String}, {@code CharSequence}, and enums by the names of their constants: string. Text that UTF-8 cannot
 *     say (half a surrogate pair) is refused. {@code String} is also made of json;
 * <li>{@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime}: timestamp, that is microseconds: a fraction beyond
 *     them is cut off, as it is from text. Back they are in UTC: a moment is kept, its zone is not;
 * <li>{@code LocalDate}: date;
 * <li>{@link JsonText}: json.
 * </ul>
 * {@code null} is null, for boxes and all that is not primitive; so is an empty {@code Optional} of one of these. There is
 * no field type for {@code BigDecimal} and {@code BigInteger}: use {@code double}, {@code long}, or {@code String} to keep every
 * digit.
 */
public sealed interface RecordType<T> permits MapType, ClassType {
    /**
     * Maps from field names to values.
     *
     * <p>An element's keys are fields of the schema: a field whose key is absent, or has the value null, is null, and a key
     * that the schema does not have refuses the element, since its value would be lost. Values are as above, a double also of
     * integers, a json also of text. A made element is a {@code LinkedHashMap} of its own with all fields in the schema's
     * order: {@code Boolean}, {@code Long}, {@code Double}, {@code String} (json too), {@code Instant}, {@code LocalDate} or
     * null.
     */
    static RecordType<Map<String, Object>> maps(Schema schema) {
        return new MapType(schema);
    }

    /**
     * A Java record, whose components are the fields, in their order; or any other class, whose properties are, in the
     * alphabetical order of their names.
     *
     * <p>A property is what a public {@code getSpeed()}, {@code isBig()} (of a boolean) or public field says and a public {@code
     * setSpeed(…)} or public field that is not final takes, those that are inherited included. An element is read by what can be
     * read. It is made, if that is asked for, by a constructor without arguments, public or not, and then everything that can be
     * set; of a record, by its canonical constructor. The class itself need not be public; if it is in a named module, its
     * package must be open to Nebula's.
     *
     * @throws IllegalArgumentException if the class has no fields, or fields that are of no supported type or cannot be
     *     reached; the message says all of it
     */
    static <T> RecordType<T> of(Class<T> type) {
        return ClassType.of(type);
    }

    /** The fields that are read from an element. */
    Schema schema();

    /** A new builder of batches of {@link #schema}, for one worker. */
    BatchBuilder<T> builder();

    /**
     * A new reader for one worker, which makes elements of batches. Fields that the Java type does not have are left out.
     *
     * @param batches the schema of every {@link RecordBatch} that will be read
     * @throws IllegalArgumentException if elements cannot be made, or not of these fields: one is missing or of another
     *     type; the message says all of it
     */
    ElementReader<T> reader(Schema batches);
}
