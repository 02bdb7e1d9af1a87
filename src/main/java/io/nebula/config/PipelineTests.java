package io.nebula.config;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The cases that a file has in {@code nebula.tests}, or everything that is wrong with them. */
public final class PipelineTests {
    static final String KEY = "tests";
    private static final String INPUT = "input";
    private static final String INPUT_FILE = "input-file";
    private static final String EXPECT = "expect";
    private static final String EXPECT_REJECTS = "expect-rejects";

    private final SourceText main;
    private final Positions positions;
    private final List<TestCase> cases = new ArrayList<>();
    private List<Diagnostic> diagnostics;

    private PipelineTests(SourceText main, Positions positions) {
        this.main = main;
        this.positions = positions;
    }

    /** @param nebula the section that has the cases @param explain gives problems in that section their place */
    static PipelineTests read(Map<?, ?> nebula, SourceText main, Positions positions,
            Function<List<Problem>, List<Diagnostic>> explain) {
        PipelineTests tests = new PipelineTests(main, positions);
        Map<String, Object> section = new LinkedHashMap<>();
        Object raw = nebula.get(KEY);
        section.put(KEY, raw instanceof List<?> list ? list.stream().map(PipelineTests::withoutRecords).toList() : raw);
        Options options = new Options(section);
        for (Options test : options.sections(KEY)) {
            Object values = ((List<?>) raw).get(tests.cases.size());
            tests.cases.add(tests.read(test, values instanceof Map<?, ?> map ? map : Map.of()));
        }
        tests.diagnostics = explain.apply(options.problems()).stream().sorted(Diagnostic.BY_PLACE).toList();
        return tests;
    }

    /** Names of fields are not keys that somebody has to know. */
    private static Object withoutRecords(Object test) {
        if (!(test instanceof Map<?, ?> values)) {
            return test;
        }
        Map<Object, Object> keys = new LinkedHashMap<>(values);
        keys.computeIfPresent(INPUT, (key, value) -> value instanceof List<?> ? List.of() : value);
        keys.computeIfPresent(EXPECT, (key, value) -> value instanceof List<?> ? List.of() : "");
        return keys;
    }

    private TestCase read(Options test, Map<?, ?> values) {
        int index = cases.size();
        String name = test.string("name", "test " + (index + 1));
        test.strings(INPUT, List.of());
        String file = test.string(INPUT_FILE, null);
        test.strings(EXPECT, List.of());
        List<String> rejects = test.strings(EXPECT_REJECTS, List.of());
        boolean records = values.get(INPUT) instanceof List<?>;
        String text = records || values.get(INPUT) == null ? null : values.get(INPUT).toString();
        if (values.get(INPUT) == null && file == null) {
            test.problem(Problem.at("", "missing-key", "\"" + INPUT + "\" is missing", "write " + INPUT
                    + " = [ { … } ], or " + INPUT_FILE + " = \"…\""));
        } else if (values.get(INPUT) != null && file != null) {
            test.problem(Problem.key(INPUT_FILE, "no-effect", "the records are given by " + INPUT + " already",
                    "remove one of the two"));
        }
        if (values.get(EXPECT) == null && values.get(EXPECT_REJECTS) == null) {
            test.problem(Problem.at("", "missing-key", "\"" + EXPECT + "\" is missing", "write " + EXPECT
                    + " = [ { … } ]; [] if nothing should come out"));
        } else if (values.get(EXPECT) != null && !(values.get(EXPECT) instanceof List<?>)) {
            test.problem(Problem.at(EXPECT, "wrong-type", "must be a list of records in brackets", null));
        }
        Entry section = positions.get(path(index));
        int line = section == null ? 0 : section.value().line();
        return new TestCase(name, index, line, records ? records(values.get(INPUT), INPUT, test) : null,
                unindented(text), file, records(values.get(EXPECT), EXPECT, test), rejects);
    }

    /** A text in three quotes may begin on its own line, and be indented there. */
    private static String unindented(String text) {
        return text == null || !text.startsWith("\n") ? text : text.substring(1).stripTrailing().stripIndent();
    }

    private static List<Map<String, Object>> records(Object value, String key, Options test) {
        if (!(value instanceof List<?> list)) {
            return null;
        }
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map<?, ?> fields) {
                records.add(fields(fields));
            } else {
                test.problem(Problem.at(key + "." + i, "wrong-type", "must be a record in braces", null));
            }
        }
        return records;
    }

    private static Map<String, Object> fields(Map<?, ?> raw) {
        Map<String, Object> fields = new LinkedHashMap<>();
        raw.forEach((name, value) -> fields.put(name.toString(), value(value)));
        return fields;
    }

    private static Object value(Object raw) {
        return raw instanceof Map<?, ?> map ? fields(map)
                : raw instanceof List<?> list ? list.stream().map(PipelineTests::value).toList()
                : raw instanceof Number number ? new BigDecimal(number.toString()) : raw;
    }


    static List<String> path(int index) {
        return List.of("nebula", KEY, Integer.toString(index));
    }

    /** In the order of the file. */
    public List<TestCase> cases() {
        return cases;
    }

    /** What is wrong with them. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * What came out of a case.
     *
     * @param records each one line of JSON
     * @param rejects the codes of rejected records
     */
    public record Actual(List<String> records, List<String> rejects) {}

    /**
     * The text of the file with what came out as what is expected; all the rest, comments too, as it is.
     *
     * @throws IllegalArgumentException saying why, if an expectation is not written out in this file
     */
    public String rewritten(Map<TestCase, Actual> actuals) {
        ExpectationEdits edits = new ExpectationEdits(main, positions);
        actuals.forEach((test, actual) -> {
            if (test.expect() != null || test.rejects().isEmpty()) {
                edits.set(test, EXPECT, actual.records(), true);
            }
            Entry rejects = positions.get(Positions.child(path(test.index()), EXPECT_REJECTS));
            if (rejects != null || !actual.rejects().isEmpty()) {
                edits.set(test, EXPECT_REJECTS, actual.rejects(), false);
            }
        });
        return edits.text();
    }
}
