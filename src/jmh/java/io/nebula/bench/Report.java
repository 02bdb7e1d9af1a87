package io.nebula.bench;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what was measured, says it as it comes, and at the end as one table and one JSON file. */
final class Report {
    private final Map<String, String> environment = Environment.describe();
    private final Map<String, String> settings;
    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();
    private final List<Measured> measured = new ArrayList<>();

    /** One run of one engine. */
    private record Measured(String work, String engine, double value, String unit) {}

    /**
     * One comparison.
     *
     * @param ours what Nebula reached, in words
     * @param theirs what it is compared with, in words
     * @param figure the number that counts: a ratio, or an absolute figure
     * @param goal what must be reached; null if nothing is asked of this row
     */
    private record Row(String work, String ours, String theirs, double figure, Goal goal) {
        String verdict() {
            return goal == null ? "" : goal.reached(figure) ? "reached" : "MISSED";
        }
    }

    /** @param atLeast whether the figure must be at least the bound, else at most */
    record Goal(boolean atLeast, double bound) {
        static Goal atLeast(double bound) {
            return new Goal(true, bound);
        }

        static Goal atMost(double bound) {
            return new Goal(false, bound);
        }

        boolean reached(double figure) {
            return atLeast ? figure >= bound : figure <= bound;
        }

        @Override
        public String toString() {
            return (atLeast ? "≥ " : "≤ ") + bound;
        }
    }

    Report(Settings settings, PrintStream out) {
        this.settings = settings.asText();
        this.out = out;
        out.print(Environment.text());
        out.println("settings: " + this.settings);
    }

    /** One run has been measured. */
    void run(String work, String engine, double value, String unit) {
        measured.add(new Measured(work, engine, value, unit));
        out.printf(Locale.ROOT, "  %-34s %-28s %,14.3f %s%n", work, engine, value, unit);
        out.flush();
    }

    /** The middle of an engine's runs. */
    double median(String work, String engine) {
        double[] values = measured.stream().filter(run -> run.work.equals(work) && run.engine.equals(engine))
                .mapToDouble(Measured::value).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** A comparison has been made. */
    void row(String work, String ours, String theirs, double figure, Goal goal) {
        rows.add(new Row(work, ours, theirs, figure, goal));
    }

    /** Prints the table. */
    void print() {
        String line = "| %-60s | %-30s | %-60s | %9s | %9s | %-7s |%n";
        out.println();
        out.print(Environment.text());
        out.println("settings: " + settings);
        out.printf(Locale.ROOT, line, "work", "Nebula", "against", "figure", "goal", "");
        out.printf(Locale.ROOT, line.replace(' ', '-'), "-".repeat(60), "-".repeat(30), "-".repeat(60), "-".repeat(9),
                "-".repeat(9), "-".repeat(7));
        for (Row row : rows) {
            String figure = String.format(Locale.ROOT, "%.3f", row.figure);
            out.printf(Locale.ROOT, line, row.work, row.ours, row.theirs, figure, row.goal == null ? "" : row.goal, row.verdict());
        }
        out.flush();
    }

    /** Writes everything measured. */
    void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            write(json, "environment", environment);
            write(json, "settings", settings);
            json.writeArrayFieldStart("rows");
            for (Row row : rows) {
                json.writeStartObject();
                json.writeStringField("work", row.work);
                json.writeStringField("nebula", row.ours);
                json.writeStringField("against", row.theirs);
                json.writeNumberField("figure", row.figure);
                json.writeStringField("goal", row.goal == null ? null : row.goal.toString());
                json.writeStringField("verdict", row.verdict());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("runs");
            for (Measured run : measured) {
                json.writeStartObject();
                json.writeStringField("work", run.work);
                json.writeStringField("engine", run.engine);
                json.writeNumberField("value", run.value);
                json.writeStringField("unit", run.unit);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
