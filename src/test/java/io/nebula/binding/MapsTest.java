package io.nebula.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.expression.Batches;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MapsTest {
    private static final Schema SCHEMA = Batches.schema("truth boolean", "id long", "value double", "name string",
            "when timestamp", "day date", "payload json");
    private static final RecordType<Map<String, Object>> TYPE = RecordType.maps(SCHEMA);

    @Test
    void shouldMakeMapsInTheOrderOfTheSchema() {
        Map<String, Object> element = new LinkedHashMap<>();
        element.put("payload", "{\"a\":1}");
        element.put("day", LocalDate.of(2024, 2, 29));
        element.put("when", Instant.parse("2024-02-29T12:00:00.000001Z"));
        element.put("name", "eagle");
        element.put("value", 1.5);
        element.put("id", 7L);
        element.put("truth", true);

        List<Map<String, Object>> made = Elements.through(TYPE, TYPE, element);

        assertThat(made).containsExactly(element);
        assertThat(made.get(0).keySet()).containsExactlyElementsOf(SCHEMA.names());
    }

    @Test
    void shouldTakeWhateverFitsTheField() {
        Map<String, Object> element = Map.of("id", (byte) 3, "value", 4, "name", RoundingMode.UP, "when",
                Instant.EPOCH.atOffset(ZoneOffset.ofHours(2)), "payload", new JsonText("[]"));
        Map<String, Object> other = Map.of("id", (short) 4, "value", 0.5f, "name", new StringBuilder("x"), "when",
                Instant.EPOCH.atZone(ZoneOffset.UTC));
        Map<String, Object> third = Map.of("id", 5, "value", 6L);

        List<Map<String, Object>> made = Elements.through(TYPE, TYPE, element, other, third);

        assertThat(made.get(0)).containsEntry("id", 3L).containsEntry("value", 4.0).containsEntry("name", "UP")
                .containsEntry("when", Instant.EPOCH).containsEntry("payload", "[]");
        assertThat(made.get(1)).containsEntry("id", 4L).containsEntry("value", 0.5).containsEntry("name", "x")
                .containsEntry("when", Instant.EPOCH);
        assertThat(made.get(2)).containsEntry("id", 5L).containsEntry("value", 6.0);
    }

    @Test
    void shouldTakeAnAbsentKeyForNull() {
        Map<String, Object> nulls = new HashMap<>();
        SCHEMA.names().forEach(name -> nulls.put(name, null));

        assertThat(Elements.through(TYPE, TYPE, Map.of(), nulls)).containsExactly(nulls, nulls);
    }

    @Test
    void shouldRefuseAKeyThatTheSchemaDoesNotHave() {
        Map<String, Object> misspelt = Map.of("id", 1L, "nam", "eagle");
        Map<String, Object> unknown = new HashMap<>();
        unknown.put("something else", null);

        RecordBatch batch = Elements.batch(TYPE, misspelt, Map.of("id", 2L), unknown);

        assertThat(batch.selected()).isOne();
        assertThat(Elements.read(TYPE, batch)).extracting(map -> map.get("id")).containsExactly(2L);
        assertThat(batch.rejects()).extracting(reject -> reject.start() + " " + reject.code() + " " + reject.field() + ": "
                + reject.message()).containsExactly(
                        "0 unknown-field nam: the schema has no such field; did you mean \"name\"?",
                        "2 unknown-field something else: the schema has no such field; take the key out of the map, or add it to"
                                + " the schema, whose fields are truth, id, value, name, when, day, payload");
    }

    @Test
    void shouldRefuseValuesOfAnotherTypeWithoutHarmToTheNeighbours() {
        for (String field : SCHEMA.names()) {
            Map<String, Object> wrong = Map.of(field, new Object[0]);

            RecordBatch batch = Elements.batch(TYPE, Map.of("id", 1L), wrong, Map.of("id", 3L));

            assertThat(batch.rejects()).singleElement().satisfies(reject -> {
                assertThat(reject.start()).isOne();
                assertThat(reject.stage()).isEqualTo("decode");
                assertThat(reject.code()).isEqualTo("value-type");
                assertThat(reject.field()).isEqualTo(field);
                assertThat(reject.message()).startsWith("a [Ljava.lang.Object; (").contains("; give a");
            });
            assertThat(Elements.read(TYPE, batch)).extracting(map -> map.get("id")).containsExactly(1L, 3L);
        }
    }
}
