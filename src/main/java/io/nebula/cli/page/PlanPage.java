package io.nebula.cli.page;

import io.nebula.connector.Compression;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.dispatch.CpuPlacement;
import io.nebula.engine.Preview;
import io.nebula.engine.Spread;
import io.nebula.format.Format;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code nebula explain FILE} for a person: what a run would do here and now, and why. */
public final class PlanPage {
    private final Preview preview;
    private final CpuPlacement placement;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private PlanPage(Preview preview, CpuPlacement placement, Style style) {
        this.preview = preview;
        this.placement = placement;
        this.style = style;
    }

    /** @param placement null where the run would be sequential */
    public static String of(Preview preview, CpuPlacement placement, Style style) {
        PlanPage page = new PlanPage(preview, placement, style);
        page.out.append(style.heading(preview.pipeline().name())).append(": the plan; nothing has been run\n");
        page.stages();
        if (preview.read() != null) {
            page.fields();
        }
        page.spread();
        for (Problem problem : preview.refusals()) {
            page.out.append('\n');
            Wrapped.append(style.warning("A run would be refused now: ") + problem, 0, style.width(), page.out);
        }
        return page.out.toString();
    }

    private void stages() {
        title("Stages");
        TextTable table = new TextTable(style, 2);
        table.row("source", source());
        Schema before = preview.read();
        for (Preview.Step step : preview.steps()) {
            table.row(step.name(), changes(before, step.output()));
            before = step.output();
        }
        if (before == null) {
            preview.pipeline().transforms()
                    .forEach(transform -> table.row(transform.type(), "checked when data arrives"));
        }
        table.row("sink", sink(before));
        table.appendTo(out);
    }

    private String source() {
        SourceSpec source = preview.pipeline().source();
        StringBuilder text = new StringBuilder(source.type());
        text.append(notation(source.format(), source.compression(),
                preview.inputs().isEmpty() ? "" : preview.inputs().get(0).toString()));
        if (!preview.inputs().isEmpty()) {
            text.append("; ").append(Quantity.firstOf(preview.inputs()));
        }
        if (preview.storedBytes() >= 0) {
            text.append("; ").append(Quantity.bytes(preview.storedBytes()));
        }
        return text.append("; ").append(preview.read() == null ? "the fields show when data arrives"
                : Quantity.count(preview.read().size(), "field")).toString();
    }

    private String sink(Schema schema) {
        SinkSpec sink = preview.pipeline().sink();
        String path = sink.path() == null ? "" : sink.path();
        return sink.type() + notation(sink.format(), sink.compression(), path) + (path.isEmpty() ? "" : "; " + path)
                + (schema == null ? "" : "; " + Quantity.count(schema.size(), "field"));
    }

    private static String notation(Format format, Compression compression, String path) {
        if (format == null) {
            return "";
        }
        Compression stored = compression == null ? Compression.NONE : compression.of(path);
        boolean plain = stored == Compression.NONE || stored == Compression.AUTO;
        return ", " + format.name() + (plain ? "" : ", " + stored.text());
    }

    /** What a step does to the fields. */
    private static String changes(Schema before, Schema after) {
        List<String> gone = new ArrayList<>();
        List<String> come = new ArrayList<>();
        for (Field field : before.fields()) {
            int index = after.indexOf(field.name());
            if (index < 0) {
                gone.add("-" + field.name());
            } else if (after.type(index) != field.type()) {
                come.add(field.name() + " becomes " + after.type(index).text());
            }
        }
        for (Field field : after.fields()) {
            if (before.indexOf(field.name()) < 0) {
                come.add("+" + field.name() + " " + field.type().text());
            }
        }
        gone.addAll(come);
        return Quantity.count(after.size(), "field") + (gone.isEmpty() ? ", as before" : "; " + String.join(", ", gone));
    }

    private void fields() {
        title(preview.made() ? "Fields made" : "Fields read");
        TextTable read = new TextTable(style, 2);
        for (Preview.ReadField field : preview.fields()) {
            read.row(field.name(), field.type().text(), fate(field));
        }
        read.appendTo(out);
        TextTable made = new TextTable(style, 2);
        for (Preview.WrittenField field : preview.written()) {
            if (field.madeBy() != null) {
                made.row(field.name(), field.type().text(), "made by " + field.madeBy());
            }
        }
        if (!made.isEmpty()) {
            title("Fields written anew");
            made.appendTo(out);
        }
    }

    private String fate(Preview.ReadField field) {
        String parsed = preview.made() ? "" : field.parsedBy().isEmpty() ? "never parsed"
                : "parsed by " + String.join(", ", field.parsedBy());
        Format from = preview.pipeline().source().format();
        Format to = preview.pipeline().sink().format();
        String copied = to == null || preview.made() ? "" : from != null && from.name().equals(to.name())
                ? "bytes copied" : "bytes copied as " + to.name();
        boolean renamed = !field.writtenAs().equals(List.of(field.name()));
        String name = renamed ? " to " + String.join(", ", field.writtenAs()) : "";
        String written = field.writtenAs().isEmpty() ? "not written" : (copied.isEmpty() ? "written" : copied) + name;
        return parsed.isEmpty() ? written : parsed + "; " + written;
    }

    private void spread() {
        Spread spread = preview.spread();
        title("Run");
        TextTable table = new TextTable(style, 2);
        table.row("mode", (spread.parallel() ? "parallel" : "sequential, one plain loop") + ": " + spread.reason());
        if (spread.parallel()) {
            ParallelSettings settings = preview.pipeline().parallel();
            table.row("workers", Quantity.count(spread.workers(), "worker") + " in "
                    + Quantity.count(spread.groups(), "group") + ": " + spread.workersReason());
            table.row("CPUs", cpus());
            table.row("order", settings.ordering() == Ordering.INPUT ? "as read" : "as results become ready");
            table.row("in flight", "at most " + Quantity.bytes(spread.inFlightBytes()) + "; a worker holds "
                    + (spread.mostCredits() > spread.credits() ? spread.credits() + " to " + spread.mostCredits()
                    : spread.credits()) + " morsels");
        }
        table.row("morsels", (spread.morselBytes() < 0 ? "" : "of up to " + Quantity.bytes(spread.morselBytes()))
                + (spread.morselRecords() == Long.MAX_VALUE ? "" : (spread.morselBytes() < 0 ? "" : ", ")
                + String.format(Locale.ROOT, "of up to %,d records", spread.morselRecords()))
                + "; transforms work on " + spread.vectorRows() + " rows at a time");
        delivery(table);
        table.appendTo(out);
    }

    private String cpus() {
        if (!placement.isPinned()) {
            return "not bound: " + placement.reason();
        }
        List<String> groups = new ArrayList<>();
        placement.groups().forEach(cpus -> groups.add("group " + groups.size() + " on " + cpus));
        return String.join(", ", groups) + ": " + placement.reason();
    }

    private void delivery(TextTable table) {
        Duration interval = preview.pipeline().checkpoint().interval();
        String often = "every " + (interval.toMillisPart() == 0 ? Quantity.seconds(interval.toSeconds())
                : interval.toMillis() + "ms");
        table.row("checkpoints", (preview.checkpoints() ? often : "none") + ": " + preview.checkpointReason());
        ErrorSettings errors = preview.pipeline().errors();
        table.row("errors", switch (errors.policy()) {
            case FAIL -> "the run stops at the first record that cannot be processed";
            case SKIP -> "such records are left out and counted" + limits(errors);
            case DEAD_LETTER -> "such records go to " + errors.deadLetter().type()
                    + (errors.deadLetter().path() == null ? "" : " " + errors.deadLetter().path()) + limits(errors);
        });
    }

    private static String limits(ErrorSettings errors) {
        String limits = (errors.maxRejects() == ErrorSettings.UNLIMITED ? "" : ", at most " + errors.maxRejects())
                + (errors.maxRejectRatio() >= 1 ? "" : ", at most " + errors.maxRejectRatio() + " of all");
        return limits.isEmpty() ? ", however many" : limits;
    }

    private void title(String title) {
        out.append('\n').append(style.heading(title)).append('\n');
    }
}
