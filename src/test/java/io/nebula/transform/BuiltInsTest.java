package io.nebula.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.nebula.expression.Batches;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.record.ExtraFields;
import io.nebula.record.Field;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BuiltInsTest {
    private static final Schema INPUT = Batches.schema("id long", "name string", "speed double", "when timestamp");

    @Test
    void shouldFindEveryBuiltInByItsType() {
        assertThat(ServiceLoader.load(TransformProvider.class)).extracting(TransformProvider::type)
                .contains("rename", "select", "drop", "convert", "compute", "filter");
    }

    @Test
    void shouldSwapNames() throws Exception {
        RecordBatch batch = row("7", "eagle", "1.10", "2024-01-01T00:00:00Z");
        RecordBatch result = apply(new Rename(Map.of("id", "name", "name", "id")), batch);
        assertThat(result.schema().names()).containsExactly("name", "id", "speed", "when");
        assertThat(Batches.values(result, "id")).containsExactly("eagle");
    }

    @Test
    void shouldRefuseNamesThatAreUnknownOrTaken() {
        assertThat(problems(new Rename(Map.of("Speed", "x", "id", "name", "a.b", "y"))))
                .extracting(Problem::path, Problem::code, Problem::advice)
                .containsExactlyInAnyOrder(
                        tuple("fields.Speed", "unknown-field", "did you mean \"speed\"?"),
                        tuple("fields.\"a.b\"", "unknown-field",
                                "fields are id, name, speed, when"),
                        tuple("fields.id", "name-taken",
                                "choose another name, or drop or rename 'name'"));
    }

    @Test
    void shouldSelectInTheOrderGivenAndDropTheRest() throws Exception {
        assertThat(apply(new Select("when", "id"), row("7", "a", "1", "")).schema().names()).containsExactly("when",
                "id");
        assertThat(apply(new Drop("when", "id"), row("7", "a", "1", "")).schema().names()).containsExactly("name",
                "speed");
        assertThat(problems(new Select("nam", "id", "id"))).extracting(Problem::path, Problem::code).containsExactly(
                tuple("fields.0", "unknown-field"),
                tuple("fields.2", "named-twice"));
        assertThat(problems(new Drop("id", "name", "speed", "when"))).singleElement().extracting(Problem::code)
                .isEqualTo("empty");
    }

    @Test
    void shouldKeepFieldsThatTheSchemaDoesNotKnowUnlessOthersAreSelected() throws Exception {
        RecordBatch batch = row("7", "a", "1", "");
        batch.extras(new ExtraFields());

        assertThat(apply(new Drop("when"), batch).extras()).isNotNull();
        assertThat(apply(new Select("id"), batch).extras()).isNull();
    }

    @Test
    void shouldNotReadFieldsThatAreOnlyMoved() throws Exception {
        RecordBatch batch = row("x", "a", "y", "z");
        apply(new Rename(Map.of("id", "key")), batch);
        apply(new Compute("copy = key"), batch);
        apply(new Drop("when"), batch);
        apply(new Select("copy", "key", "speed"), batch);
        assertThat(batch.schema().names()).containsExactly("copy", "key", "speed");
        for (int field = 0; field < 3; field++) {
            assertThat(Tokens.reads(batch, field)).isZero();
        }
        assertThat(batch.rejects()).isEmpty();
    }

    @Test
    void shouldComputeInOrderReplacingInPlaceAndAppending() throws Exception {
        RecordBatch result = apply(new Compute("kmh = speed * 2", "id = kmh + id", "`Odd Name` = id > 100"),
                row("7", "a", "50", ""));
        assertThat(result.schema()).isEqualTo(
                Batches.schema("id double", "name string", "speed double", "when timestamp", "kmh double",
                        "Odd Name boolean"));
        assertThat(Batches.values(result, "id")).containsExactly(107.0);
        assertThat(Batches.values(result, "Odd Name")).containsExactly(true);
        assertThat(result.raw(0)).isNull();
        assertThat(result.raw(1)).isNotNull();
    }

    @Test
    void shouldReportAllProblemsOfAllAssignmentsOnce() {
        List<Problem> problems = problems(new Compute("a = sped * 2", "b = a + 1", "c = sqr(id) + nmae", "no",
                "d = 1 +"));
        assertThat(problems).extracting(Problem::path, Problem::offset, Problem::length, Problem::advice)
                .containsExactly(
                tuple("set.0", 4, 4, "did you mean \"speed\"?"),
                tuple("set.2", 4, 3, "did you mean \"sqrt\"?"),
                tuple("set.2", 14, 4, "did you mean \"name\"?"),
                tuple("set.3", 0, 2,
                        "write new_field = expression; put an odd name in `backticks`"),
                tuple("set.4", 7, 1, null));
    }

    @Test
    void shouldRejectRowsThatCannotBeComputedNamingTheField() throws Exception {
        RecordBatch batch = Tokens.batch(INPUT, new String[] {"0", "", "", ""}, new String[] {"2", "", "", ""});
        apply(new Compute("inverse = 1 / id"), batch);
        assertThat(batch.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.field()).isEqualTo("inverse");
            assertThat(reject.code()).isEqualTo("division-by-zero");
        });
        batch.dropRejected();
        assertThat(Batches.values(batch, "inverse")).containsExactly(0.5);
    }

    @Test
    void shouldFilterAwayFalseAndNullButKeepRejectedForTheEngine() throws Exception {
        RecordBatch batch = Tokens.batch(INPUT, new String[] {"1", "", "", ""}, new String[] {"9", "", "", ""},
                new String[] {"", "", "", ""}, new String[] {"x", "", "", ""});
        apply(new Filter("id > 5"), batch);
        assertThat(batch.rejects()).extracting(Reject::code, Reject::field)
                .containsExactly(tuple("value-type", "id"));
        assertThat(batch.selected()).isEqualTo(2);
        batch.dropRejected();
        assertThat(Batches.values(batch, "id")).containsExactly(9L);
    }

    @Test
    void shouldWantAConditionInAFilter() {
        assertThat(problems(new Filter("speed"))).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("where");
            assertThat(problem.message()).contains("this is a double");
        });
        assertThat(problems(new Filter("spe > 1 and nam = ''"))).hasSize(2)
                .extracting(Problem::path).containsOnly("where");
    }

    @Test
    void shouldConvertInPlaceAndKeepNull() throws Exception {
        assertThat(converted("12", "a string", "long")).containsExactly(12L, null);
        assertThat(converted("1.5", "a string", "double")).containsExactly(1.5, null);
        assertThat(converted("TRUE", "a string", "boolean")).containsExactly(true, null);
        assertThat(converted("2024-01-02", "a string", "date")).containsExactly(19724L, null);
        assertThat(converted("2024-01-02T00:00:01+01:00", "a timestamp", "epoch-seconds")).containsExactly(1704150001L,
                null);
        assertThat(converted("1970-01-01T00:00:01.5Z", "a string", "epoch-millis")).containsExactly(1500L, null);
        assertThat(converted("1970-01-02", "a date", "epoch-seconds")).containsExactly(86_400L, null);
        assertThat(converted("1970-01-02", "a date", "string")).containsExactly("1970-01-02", null);
        assertThat(converted("5", "a long", "double")).containsExactly(5.0, null);
    }

    @Test
    void shouldConvertWithPatternsInUtcAndTheRootLocale() throws Exception {
        Convert parse = new Convert(List.of("a"), "timestamp", "dd MMM yyyy HH:mm", null);
        assertThat(converted("31 Jan 2024 08:30", "a string", parse)).containsExactly(1706689800000000L, null);
        Convert offset = new Convert(List.of("a"), "epoch-seconds", "yyyy-MM-dd HH:mmXXX", null);
        assertThat(converted("1970-01-01 02:00+02:00", "a string", offset)).containsExactly(0L, null);
        Convert date = new Convert(List.of("a"), "date", "d/M/yyyy", null);
        assertThat(converted("2/1/1970", "a string", date)).containsExactly(1L, null);
        Convert format = new Convert(List.of("a"), "string", "yyyy/MM/dd 'at' HH", null);
        assertThat(converted("1970-01-02T03:00:00Z", "a timestamp", format)).containsExactly("1970/01/02 at 03", null);
        Convert millis = new Convert(List.of("a"), "timestamp", null, "epoch-millis");
        assertThat(converted("1500", "a long", millis)).containsExactly(1_500_000L, null);
    }

    @Test
    void shouldRejectWhatDoesNotConvertNamingFieldAndValue() throws Exception {
        RecordBatch batch = Tokens.batch(Batches.schema("a string"), new String[] {"31.02.2024"});
        apply(new Convert(List.of("a"), "date", "dd.MM.yyyy", null), batch);
        assertThat(batch.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.field()).isEqualTo("a");
            assertThat(reject.message()).contains("31.02.2024");
        });
        RecordBatch same = Tokens.batch(Batches.schema("a long"), new String[] {"1.10"}, new String[] {"+05"});
        apply(new Convert("a", "long"), same);
        assertThat(same.rejects()).singleElement().extracting(Reject::field).isEqualTo("a");
        assertThat(same.raw(0)).as("a field of that type already keeps its bytes").isNotNull();
    }

    @Test
    void shouldRefuseConversionsThatMakeNoSense() {
        assertThat(problems(new Convert("id", "timestamp"))).singleElement().extracting(Problem::advice).asString()
                .contains("from = epoch-seconds");
        assertThat(problems(new Convert("when", "long"))).singleElement().extracting(Problem::advice).asString()
                .contains("epoch-seconds");
        assertThat(problems(new Convert(List.of("name"), "date", "bogus", null))).singleElement()
                .extracting(Problem::path).isEqualTo("pattern");
        assertThat(problems(new Convert(List.of("nam", "spee"), "date", null, null))).extracting(Problem::path)
                .containsExactly("fields.0", "fields.1");
    }

    @Test
    void shouldReadOptionsAndNameWhatIsMissingOrUnknown() {
        Options options = new Options(Map.of("field", "a", "to", "lnog", "pattrn", "x"));
        new Convert.Provider().create(options);
        assertThat(options.problems()).extracting(Problem::code).containsExactlyInAnyOrder("not-a-choice",
                "unknown-key");
        Options empty = new Options(Map.of());
        new Convert.Provider().create(empty);
        assertThat(empty.problems()).extracting(Problem::code).containsExactly("missing-key", "missing-key");
        Options list = new Options(Map.of("fields", List.of("a", "b"), "to", "long", "from", "epoch-millis"));
        assertThat(new Convert.Provider().create(list))
                .isEqualTo(new Convert(List.of("a", "b"), "long", null, "epoch-millis"));
        assertThat(list.problems()).isEmpty();
    }

    @Test
    void shouldPointAtTheFieldWhereItWasWritten() {
        for (Map.Entry<String, Object> key : Map.<String, Object>of("field", "di", "fields", List.of("di"))
                .entrySet()) {
            TransformSpec spec = new Convert.Provider().create(new Options(Map.of(key.getKey(), key.getValue(), "to",
                    "long")));
            assertThat(problems(spec)).singleElement().extracting(Problem::path)
                    .isEqualTo(key.getKey().equals("field") ? "field" : "fields.0");
        }
    }

    @Test
    void shouldRunRowLambdasWithoutTouchingOtherFields() throws Exception {
        TransformSpec spec = RowTransform.of((Row row) -> {
            if (!row.isNull("speed")) {
                row.setDouble("squared", row.getDouble("speed") * row.getLong("id"));
                row.setString("name", row.getString("name") + "!");
            }
        }, new Field("squared", ValueType.DOUBLE), new Field("name", ValueType.STRING));
        RecordBatch batch = Tokens.batch(INPUT, new String[] {"2", "é", "1.5", ""}, new String[] {"2", "b", "", ""});
        apply(spec, batch);
        assertThat(batch.schema().names()).containsExactly("id", "name", "speed", "when", "squared");
        assertThat(Batches.values(batch, "squared")).containsExactly(3.0, null);
        assertThat(Batches.values(batch, "name")).containsExactly("é!", "b");
        assertThat(Tokens.reads(batch, 3)).isZero();
    }

    @Test
    void shouldRefuseTheRecordWhoseNullIsReadAsAValue() throws Exception {
        RecordBatch batch = Tokens.batch(INPUT, new String[] {"2", "", "1.5", ""}, new String[] {"", "", "7", ""});
        apply(RowFilter.of((Row row) -> row.getLong("id") > 5), batch);
        assertThat(batch.rejects()).extracting(Reject::code).containsExactly("null-value");
        batch.dropRejected();
        assertThat(batch.selected()).isZero();
    }

    @Test
    void shouldMakeOneRowFunctionPerWorker() throws Exception {
        int[] made = {0};
        BoundTransform bound = RowTransform.of(() -> {
            made[0]++;
            return row -> row.setNull("name");
        }, INPUT.field(1)).bind(INPUT);
        bound.instances().get();
        bound.instances().get();
        assertThat(made[0]).isEqualTo(2);
    }

    @Test
    void shouldExplainMistakesInRowLambdas() throws Exception {
        assertThatThrownBy(() -> apply(RowTransform.of((Row row) -> row.setLong("id", 1)), row("1", "", "", "")))
                .hasMessageContaining("add it to the declared fields");
        assertThatThrownBy(() -> apply(RowFilter.of((Row row) -> row.getBoolean("id")), row("1", "", "", "")))
                .hasMessageContaining("is a long, not a boolean");
        assertThatThrownBy(() -> apply(RowFilter.of((Row row) -> row.isNull("di")), row("1", "", "", "")))
                .hasMessageContaining("did you mean \"id\"?");
    }

    @Test
    void shouldWrapATransformOfTheUsersOwn() throws Exception {
        TransformSpec spec = TransformSpec.of("mine", schema -> new BoundTransform(schema, () -> batch -> batch));
        assertThat(spec.type()).isEqualTo("mine");
        assertThat(apply(spec, row("1", "", "", "")).selected()).isEqualTo(1);
    }

    private static List<Object> converted(String token, String field, String to) throws Exception {
        return converted(token, field, new Convert("a", to));
    }

    private static List<Object> converted(String token, String field, Convert convert) throws Exception {
        RecordBatch batch = Tokens.batch(Batches.schema(field), new String[] {token}, new String[] {""});
        apply(convert, batch);
        assertThat(batch.rejects()).isEmpty();
        return Batches.values(batch, "a");
    }

    private static RecordBatch row(String... tokens) {
        return Tokens.batch(INPUT, tokens);
    }

    private static RecordBatch apply(TransformSpec spec, RecordBatch batch) throws Exception {
        BoundTransform bound = spec.bind(batch.schema());
        RecordBatch result = bound.instances().get().apply(batch);
        assertThat(result.schema()).isEqualTo(bound.output());
        return result;
    }

    private static List<Problem> problems(TransformSpec spec) {
        return catchThrowableOfType(InvalidOptionsException.class, () -> spec.bind(INPUT)).problems();
    }
}
