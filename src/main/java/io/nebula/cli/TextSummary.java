package io.nebula.cli;

import io.nebula.cli.page.Quantity;
import io.nebula.cli.page.Style;
import io.nebula.cli.page.Wrapped;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.StageResult;
import io.nebula.metrics.WorkerResult;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The summary for a person. */
final class TextSummary {
    private static final int MOST_WORKERS = 16;
    private static final int WORKERS_WIDTH = 66;
    private static final int BAR = 20;
    private static final int CONTINUED = 12;
    private final RunResult result;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private TextSummary(RunResult result, Style style) {
        this.result = result;
        this.style = style;
    }

    static String of(RunResult result, Style style) {
        TextSummary summary = new TextSummary(result, style);
        summary.head();
        summary.stages();
        if (result.workers().size() > 1) {
            summary.workers();
        }
        Wrapped.append(Advice.of(result), 2, style.width(), summary.out);
        return summary.out.toString();
    }

    private void head() {
        String outcome = result.outcome().name().toLowerCase(Locale.ROOT);
        line("%s: %s in %.2f s", style.heading(result.pipeline()),
                result.outcome() == Outcome.COMPLETED ? style.good(outcome)
                        : result.outcome() == Outcome.FAILED ? style.bad(outcome) : style.warning(outcome),
                result.seconds());
        line(numbers("  read      %,@d %-7s  %s"), result.read(), records(result.read()), Quantity.bytes(result.bytesRead()));
        if (result.resumedFrom() > 0) {
            line(numbers("  resumed   %,@d %s had been settled by earlier runs"), result.resumedFrom(),
                    records(result.resumedFrom()));
        }
        if (result.added() > 0) {
            line(numbers("  added     %,@d %s"), result.added(), records(result.added()));
        }
        line(numbers("  written   %,@d %-7s  %s"), result.written(), records(result.written()),
                Quantity.bytes(result.bytesWritten()));
        line(numbers("  filtered  %,@d %s"), result.filtered(), records(result.filtered()));
        line(numbers("  rejected  %,@d %s"), result.rejected(), records(result.rejected()));
        new TreeMap<>(result.rejects()).forEach((code, count) -> line(numbers("            %,@d %s"), count,
                style.warning(code)));
        for (String sample : result.rejectSamples()) {
            String text = "e.g. " + sample.replaceAll("\\p{Cntrl}", " ");
            boolean whole = style.equals(Style.PLAIN); // programs that look for something look at lines
            Wrapped.append(text, CONTINUED, whole ? Integer.MAX_VALUE : style.width(), out);
        }
        line(numbers("  speed     %,@.0f records/s%s%s"), result.recordsPerSecond(), bytesPerSecond(), cores());
        if (result.peakMemoryBytes() > 0) {
            line(numbers("  memory    %@s at most"), Quantity.bytes(result.peakMemoryBytes()));
        }
    }

    private static String records(long count) {
        return count == 1 ? "record" : "records";
    }

    /** The format with its number as wide as there is room for. */
    private String numbers(String format) {
        return format.replace("@", style.width() < Style.PLAIN.width() ? "11" : "14");
    }

    private String bytesPerSecond() {
        return result.seconds() <= 0 || result.bytesRead() == 0 || result.resumedFrom() > 0 ? ""
                : String.format(Locale.ROOT, ", %.1f MB/s", result.bytesRead() / result.seconds() / 1e6);
    }

    private String cores() {
        return result.cpuSeconds() < 0 || result.seconds() <= 0 ? ""
                : String.format(Locale.ROOT, ", %.1f cores used", result.cpuSeconds() / result.seconds());
    }

    /** Nothing for a run so short that its first vectors, which are the slowest, are all there is. */
    private void stages() {
        double all = result.stages().stream().mapToDouble(StageResult::seconds).sum();
        if (all <= 0) {
            return;
        }
        int width = "stage".length();
        for (StageResult stage : result.stages()) {
            width = Math.max(width, stage.stage().length());
        }
        line("%s", style.dim(String.format(Locale.ROOT, "  %-" + width + "s  CPU time  share", "stage")));
        boolean bars = style.width() >= width + BAR + 26;
        for (StageResult stage : result.stages()) {
            double share = stage.seconds() / all;
            String bar = bars ? "  " + style.name("#".repeat((int) Math.round(BAR * share))) : "";
            line("  %-" + width + "s  %6.2f s  %3.0f %%%s", stage.stage(), stage.seconds(), 100 * share, bar);
        }
    }

    private void workers() {
        boolean wide = style.width() >= WORKERS_WIDTH;
        line("%s", style.dim(wide ? "  worker  group  cpu    morsels         records  stolen   busy"
                : "  worker         records  stolen   busy"));
        List<WorkerResult> workers = result.workers();
        for (WorkerResult worker : workers.subList(0, Math.min(workers.size(), MOST_WORKERS))) {
            String busy = result.seconds() <= 0 ? "" : Math.round(100 * worker.busySeconds() / result.seconds()) + " %";
            if (wide) {
                line("  %6d  %5d  %3s  %,9d  %,14d  %,6d  %5s", worker.worker(), worker.group(),
                        worker.cpu() < 0 ? "-" : Integer.toString(worker.cpu()), worker.morsels(), worker.records(),
                        worker.stolen(), busy);
            } else {
                line("  %6d  %,14d  %,6d  %5s", worker.worker(), worker.records(), worker.stolen(), busy);
            }
        }
        if (workers.size() > MOST_WORKERS) {
            line("  and %d more; --summary json has them all", workers.size() - MOST_WORKERS);
        }
    }

    /** A line, broken at a blank if it is wider than the page. */
    private void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values).stripTrailing();
        int visible = line.replaceAll("\033\\[\\d+m", "").length();
        int blank = visible <= style.width() ? -1 : line.lastIndexOf(' ', style.width() - 1);
        out.append(blank < 0 ? line : line.substring(0, blank) + "\n" + " ".repeat(CONTINUED) + line.substring(blank + 1))
                .append('\n');
    }
}
