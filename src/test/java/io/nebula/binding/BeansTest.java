package io.nebula.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.record.RecordBatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BeansTest {
    @Test
    void shouldHaveTheReadablePropertiesInAlphabeticalOrderAsFields() {
        assertThat(RecordType.of(Strike.class).schema()).hasToString(
                "(URL string, airport string, big boolean, id long, note string, seen timestamp, speed double, truly boolean)");
    }

    @Test
    void shouldReadAndMakeObjectsByTheirSettersAndPublicFields() {
        RecordType<Strike> type = RecordType.of(Strike.class);

        assertThat(Elements.through(type, type, strike(), new Strike())).extracting(Strike::toString)
                .containsExactly("7 true null 1.5 1970-01-01T00:00:00Z http://example.org n ZRH",
                        "0 false null null null null null null");
    }

    @Test
    void shouldReadWhatCannotBeSetAndMakeOfWhatCannotBeRead() {
        RecordType<Celsius> celsius = RecordType.of(Celsius.class);
        RecordType<Degrees> degrees = RecordType.of(Degrees.class);

        List<Degrees> results = Elements.through(celsius, degrees, new Celsius(20), new Celsius(-5));

        assertThat(results).extracting(each -> each.fahrenheit).containsExactly(68.0, 23.0);
    }

    @Test
    void shouldReadWhatAnInterfaceSays() {
        RecordBatch batch = Elements.batch(RecordType.of(Named.class), named("a"), named("b"));

        assertThat(Elements.read(RecordType.maps(batch.schema()), batch)).extracting(map -> map.get("name"))
                .containsExactly("a", "b");
    }

    @Test
    void shouldUseTheSetterThatTakesWhatTheGetterReturns() {
        RecordType<Overloaded> type = RecordType.of(Overloaded.class);
        Overloaded element = new Overloaded();
        element.setValue(3);

        assertThat(Elements.through(type, type, element)).extracting(Overloaded::getValue).containsExactly(3L);
    }

    @Test
    void shouldTakeElementsOfASubclass() {
        RecordType<Base> type = RecordType.of(Base.class);

        assertThat(Elements.through(type, type, strike())).extracting(Base::getId).containsExactly(7L);
    }

    private static Named named(String name) {
        return () -> name;
    }

    private static Strike strike() {
        Strike strike = new Strike();
        strike.setId(7);
        strike.setBig(true).setTruly(null);
        strike.setSpeed(1.5);
        strike.setSeen(Instant.EPOCH);
        strike.setURL("http://example.org");
        strike.setNote(Optional.of("n"));
        strike.airport = "ZRH";
        return strike;
    }

    static class Base {
        private long id;

        public long getId() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }
    }

    private static final class Strike extends Base {
        public static final String SHARED = "not a property";
        public String airport;
        private boolean big;
        private Boolean truly;
        private Double speed;
        private Instant seen;
        private String url;
        private String note;

        public boolean isBig() {
            return big;
        }

        public Strike setBig(boolean value) {
            big = value;
            return this;
        }

        public Boolean isTruly() {
            return truly;
        }

        public Strike setTruly(Boolean value) {
            truly = value;
            return this;
        }

        public Double getSpeed() {
            return speed;
        }

        public void setSpeed(Double value) {
            speed = value;
        }

        public Instant getSeen() {
            return seen;
        }

        public void setSeen(Instant value) {
            seen = value;
        }

        public String getURL() {
            return url;
        }

        public void setURL(String value) {
            url = value;
        }

        public Optional<String> getNote() {
            return Optional.ofNullable(note);
        }

        public void setNote(Optional<String> value) {
            note = value.orElse(null);
        }

        @Override
        public String toString() {
            return getId() + " " + big + " " + truly + " " + speed + " " + seen + " " + url + " " + note + " " + airport;
        }

        List<String> getHidden() {
            return List.of();
        }

        public static List<String> getStatic() {
            return List.of();
        }

        public List<String> get() {
            return List.of();
        }

        public String island() {
            return "not a property";
        }
    }

    private static final class Celsius {
        private final double degrees;

        Celsius(double degrees) {
            this.degrees = degrees;
        }

        public double getFahrenheit() {
            return degrees * 9 / 5 + 32;
        }
    }

    private static final class Degrees {
        private double fahrenheit;

        public void setFahrenheit(double value) {
            fahrenheit = value;
        }
    }

    private interface Named {
        String getName();
    }

    static class Overloaded {
        private long value;

        public long getValue() {
            return value;
        }

        public void setValue(String text) {
            throw new AssertionError("the wrong setter");
        }

        public void setValue(long number) {
            value = number;
        }
    }
}
