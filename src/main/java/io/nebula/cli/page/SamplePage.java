package io.nebula.cli.page;

import io.nebula.engine.Sample;
import io.nebula.engine.SampleChange;
import io.nebula.record.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A few records on their way through a pipeline, for a person: what is read, what each step changes, what is written. */
final class SamplePage {
    private static final int LEAST_CELL = 10;
    private static final int MOST_NAME = 28;
    /** The terminal breaks lines; what is longer nobody reads. */
    private static final int MOST_LINE = 2000;
    private static final int GAP = 2;
    private final Sample sample;
    private final Style style;
    private final StringBuilder out;

    private SamplePage(Sample sample, Style style, StringBuilder out) {
        this.sample = sample;
        this.style = style;
        this.out = out;
    }

    static void append(Sample sample, Style style, StringBuilder out) {
        SamplePage page = new SamplePage(sample, style, out);
        if (sample.stages().isEmpty()) {
            out.append("\nThe input is empty: there is nothing to show.\n");
            return;
        }
        page.read();
        for (int i = 1; i < sample.stages().size(); i++) {
            page.step(i);
        }
        page.written();
        out.append("\nNothing has been written.\n");
    }

    private void title(String name, String rest) {
        String text = Wrapped.text(name + rest, style.width() - GAP).replace("\n", "\n" + " ".repeat(GAP));
        out.append('\n').append(style.heading(name)).append(text.substring(name.length())).append('\n');
    }

    /** Fields below each other and records side by side, as many as there is room for. */
    private void read() {
        Sample.Stage stage = sample.stages().get(0);
        title("source", ": " + Quantity.count(sample.records(), "record") + ", "
                + Quantity.count(stage.schema().size(), "field"));
        int names = stage.schema().names().stream().mapToInt(String::length).max().orElse(0);
        int types = stage.schema().fields().stream().mapToInt(field -> field.type().text().length()).max().orElse(0);
        int room = style.width() - Math.min(names, mostName()) - types - 3 * GAP;
        int together = Math.max(1, Math.min(stage.rows().size(), (room + GAP) / (LEAST_CELL + GAP)));
        int cell = Math.max(LEAST_CELL, (room + GAP) / together - GAP);
        for (int from = 0; from < stage.rows().size(); from += together) {
            read(stage, stage.rows().subList(from, Math.min(from + together, stage.rows().size())), cell);
        }
        refusals("decode");
    }

    private void read(Sample.Stage stage, List<Sample.Row> rows, int cell) {
        Grid grid = new Grid(GAP);
        grid.row(cells("", "", rows.stream().map(row -> "record " + row.record()).toList()));
        for (int field = 0; field < stage.schema().size(); field++) {
            int index = field;
            Field each = stage.schema().field(field);
            grid.row(cells(Wrapped.cut(each.name(), mostName()), each.type().text(),
                    rows.stream().map(row -> shown(row.values().get(index), cell)).toList()));
        }
        grid.appendTo(out);
    }

    private static List<String> cells(String first, String second, List<String> others) {
        List<String> cells = new ArrayList<>(List.of(first, second));
        cells.addAll(others);
        return cells;
    }

    private void step(int index) {
        Sample.Stage stage = sample.stages().get(index);
        SampleChange change = SampleChange.between(sample.stages().get(index - 1), stage);
        List<String> words = new ArrayList<>();
        change.renamed().forEach((before, after) -> words.add(before + " is now " + after));
        change.retyped().forEach((field, type) -> words.add(field + " is a " + type + " now"));
        if (!change.dropped().isEmpty()) {
            words.add("without " + String.join(", ", change.dropped()));
        }
        List<Integer> gone = new ArrayList<>(change.gone());
        sample.refusals().forEach(refusal -> gone.remove((Integer) refusal.record()));
        if (!gone.isEmpty()) {
            words.add(records(gone) + " left out");
        }
        long changed = change.values().stream().filter(value -> !value.added()).count();
        long added = change.values().size() - changed;
        if (changed > 0) {
            words.add(Quantity.count(changed, "value") + " changed (~)");
        }
        if (added > 0) {
            words.add(Quantity.count(added, "value") + " new (+)");
        }
        title(stage.name(), ": " + (words.isEmpty() ? "no change" : String.join("; ", words)));
        values(change.values());
        refusals(stage.name());
    }

    private void values(List<SampleChange.Value> values) {
        if (values.isEmpty()) {
            return;
        }
        int room = style.width() - "record".length() - Math.min(mostName(),
                values.stream().mapToInt(value -> value.field().length()).max().orElse(0)) - 5 * GAP;
        boolean added = values.stream().allMatch(SampleChange.Value::added);
        int before = added ? "before".length() : Math.max("before".length(), room / 2);
        int after = Math.max("after".length(), room - before);
        Grid grid = new Grid(GAP);
        grid.row(List.of("record", "  field", "before", "after"));
        for (SampleChange.Value value : values) {
            String field = (value.added() ? "+ " : "~ ") + Wrapped.cut(value.field(), mostName());
            grid.row(List.of(Integer.toString(value.record()), field,
                    value.added() ? "" : shown(value.before(), before), shown(value.after(), after)));
        }
        grid.appendTo(out);
    }

    private void written() {
        if (!sample.header().isEmpty() || !sample.written().isEmpty()) {
            title("sink", ": as it would be written");
            if (!sample.header().isEmpty()) {
                out.append("  ").append(Wrapped.cut(sample.header(), MOST_LINE)).append('\n');
            }
            sample.written().forEach(line -> out.append("  ").append(Wrapped.cut(line.text(), MOST_LINE)).append('\n'));
        } else if (sample.stages().get(sample.stages().size() - 1).rows().isEmpty()) {
            title("sink", ": no record is left");
        }
        refusals("encode");
    }

    private void refusals(String stage) {
        for (Sample.Refusal refusal : sample.refusals()) {
            if (refusal.reject().stage().equals(stage)) {
                out.append("  ").append(style.bad("record " + refusal.record() + " rejected")).append(" [")
                        .append(refusal.reject().code()).append("]\n");
                Wrapped.append(refusal.place() + ": " + refusal.reject().text(), 4, style.width(), out);
            }
        }
    }

    private int mostName() {
        return Math.min(MOST_NAME, style.width() / 3);
    }

    private static String records(List<Integer> records) {
        return (records.size() == 1 ? "record " : "records ")
                + records.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** A value on one line: texts that would not be seen are in quotes, and null is in brackets. */
    private static String shown(String value, int width) {
        if (value == null) {
            return "(null)";
        }
        String line = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
        return value.isBlank() ? '"' + line + '"' : Wrapped.cut(line, width);
    }
}
