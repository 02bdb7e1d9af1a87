package io.nebula.binding;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.expression.Batches;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusedTypesTest {
    @Test
    void shouldSayEveryComponentThatNoFieldCanHold() {
        assertThatThrownBy(() -> RecordType.of(Unsupported.class)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                NAME + "Unsupported: 'parts' is of type java.util.List<java.lang.String>, which no field can hold; "
                        + JavaType.SUPPORTED + "\n"
                        + NAME + "Unsupported: 'price' is of type java.math.BigDecimal, which no field can hold; declare it as double,"
                        + " or as String to keep every digit; " + JavaType.SUPPORTED + "\n"
                        + NAME + "Unsupported: 'when' is of type java.time.LocalDateTime, which no field can hold; declare it as"
                        + " Instant or OffsetDateTime, which say which moment it is; " + JavaType.SUPPORTED + "\n"
                        + NAME + "Unsupported: 'any' is of type A, which no field can hold; " + JavaType.SUPPORTED + "\n"
                        + NAME + "Unsupported: 'twice' is of type java.util.Optional<java.util.Optional<java.lang.String>>,"
                        + " which no field can hold; " + JavaType.SUPPORTED);
    }

    @Test
    void shouldRefuseClassesWithoutFields() {
        record Empty() {}

        assertThatThrownBy(() -> RecordType.of(Empty.class)).hasMessageContaining("the record has no components");
        assertThatThrownBy(() -> RecordType.of(Hidden.class)).hasMessage(NAME + "Hidden: the class has no properties, and so no"
                + " fields; give it public getters, setters or fields, or make it a record");
    }

    @Test
    void shouldSayOncePerPropertyThatItIsNotSupported() {
        assertThatThrownBy(() -> RecordType.of(Bean.class)).hasMessage(
                NAME + "Bean: 'parts' is of type java.util.List<java.lang.String>, which no field can hold; " + JavaType.SUPPORTED
                        + "\n" + NAME + "Bean: 'value' has 2 setters and no getter of the type of one of them; leave one public");
    }

    @Test
    void shouldRefuseClassesThatTheirModuleKeepsClosed() {
        assertThatThrownBy(() -> RecordType.of(List.of(1, 2, 3).getClass())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("isEmpty() cannot be reached; let the module java.base open its package java.util to Nebula's");
    }

    @Test
    void shouldRefuseToMakeElementsOfABatchWithoutTheirFields() {
        record Target(long id, String name, boolean truth, int small) {}

        assertThatThrownBy(() -> RecordType.of(Target.class).reader(Batches.schema("nam string", "id string", "truth boolean",
                "small double"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("$: 'id' is a long here (long), and a string in the batches; convert the field, or declare another"
                        .replace("$", Target.class.getName()) + " type\n"
                        + "$: the batches have no field 'name'; did you mean \"nam\"?\n".replace("$", Target.class.getName())
                        + "$: 'small' is a long here (int), and a double in the batches; convert the field, or declare another type"
                                .replace("$", Target.class.getName()));
    }

    @Test
    void shouldRefuseMapsOfABatchWithoutTheirFields() {
        assertThatThrownBy(() -> RecordType.maps(Batches.schema("a long", "b json")).reader(Batches.schema("b string")))
                .hasMessage("the map: the batches have no field 'a'; did you mean \"b\"?\n"
                        + "the map: 'b' is a json here (String), and a string in the batches; convert the field, or declare another"
                        + " type");
    }

    @Test
    void shouldRefuseToMakeElementsWithoutAConstructorOrSetters() {
        assertThatThrownBy(() -> RecordType.of(WithoutConstructor.class).reader(Batches.schema("id long")))
                .hasMessage(NAME + "WithoutConstructor: no element of this class can be made; it needs a constructor without"
                        + " arguments and public setters or fields, or use a Java record or a map");
        assertThatThrownBy(() -> RecordType.of(OnlyRead.class).reader(Batches.schema("id long")))
                .hasMessageContaining("no element of this class can be made");
        assertThatThrownBy(() -> RecordType.of(Abstract.class).reader(Batches.schema("id long")))
                .hasMessageContaining("no element of this class can be made");
    }

    @Test
    void shouldRefuseToReadElementsWithoutGetters() {
        assertThatThrownBy(() -> RecordType.of(OnlyWritten.class).builder())
                .hasMessage(NAME + "OnlyWritten: no element of this class can be read; it needs public getters or fields, or use a"
                        + " Java record or a map");
    }

    @Test
    void shouldRefuseABatchOfAnotherSchema() {
        record Id(long id) {}

        ElementReader<Id> reader = RecordType.of(Id.class).reader(Batches.schema("id long"));

        assertThatThrownBy(() -> reader.read(Batches.batch(Batches.schema("id long", "x long")), (row, id) -> {}))
                .hasMessage("the batch has the fields (id long, x long), and this reader is for (id long); make a reader for each"
                        + " schema");
    }

    private static final String NAME = "io.nebula.binding.RefusedTypesTest$";

    private record Unsupported<A>(long id, List<String> parts, BigDecimal price, LocalDateTime when, A any,
            Optional<Optional<String>> twice) {}

    static final class Hidden {
        private final long id = 1;

        long getId() {
            return id;
        }
    }

    static final class Bean {
        public List<String> parts;

        public void setValue(String value) {}

        public void setValue(long value) {}
    }

    static class WithoutConstructor {
        public long id;

        WithoutConstructor(long id) {
            this.id = id;
        }
    }

    static class OnlyRead {
        public final long id = 1;
    }

    abstract static class Abstract {
        public long id;
    }

    static class OnlyWritten {
        public void setId(long id) {}
    }
}
