package io.nebula.cli;

import io.nebula.cli.page.Quantity;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import java.util.Locale;
import java.util.TreeMap;

/** The summary for a person. */
final class TextSummary {
    private final StringBuilder out = new StringBuilder();

    private TextSummary() {}

    static String of(RunResult result) {
        TextSummary summary = new TextSummary();
        summary.head(result);
        if (result.workers().size() > 1) {
            summary.workers(result);
        }
        summary.out.append("  ").append(bottleneck(result)).append('\n');
        return summary.out.toString();
    }

    private void head(RunResult result) {
        line("%s: %s in %.2f s", result.pipeline(), result.outcome().name().toLowerCase(Locale.ROOT), result.seconds());
        line("  read      %,14d records  %s", result.read(), Quantity.bytes(result.bytesRead()));
        if (result.resumedFrom() > 0) {
            line("  resumed   %,14d records had been settled by earlier runs", result.resumedFrom());
        }
        if (result.added() > 0) {
            line("  added     %,14d records", result.added());
        }
        line("  written   %,14d records  %s", result.written(), Quantity.bytes(result.bytesWritten()));
        line("  filtered  %,14d records", result.filtered());
        line("  rejected  %,14d records", result.rejected());
        new TreeMap<>(result.rejects()).forEach((code, count) -> line("            %,14d %s", count, code));
        result.rejectSamples().forEach(sample -> line("            e.g. %s", sample.replaceAll("\\p{Cntrl}", " ")));
        String cores = result.cpuSeconds() < 0 || result.seconds() <= 0 ? ""
                : String.format(Locale.ROOT, ", %.1f cores used", result.cpuSeconds() / result.seconds());
        line("  speed     %,14.0f records/s%s", result.recordsPerSecond(), cores);
    }

    private void workers(RunResult result) {
        line("  worker  group  cpu    morsels         records  stolen   busy");
        for (WorkerResult worker : result.workers()) {
            String busy = result.seconds() <= 0 ? "" : Math.round(100 * worker.busySeconds() / result.seconds()) + " %";
            line("  %6d  %5d  %3s  %,9d  %,14d  %,6d  %5s", worker.worker(), worker.group(),
                    worker.cpu() < 0 ? "-" : Integer.toString(worker.cpu()), worker.morsels(), worker.records(),
                    worker.stolen(), busy);
        }
    }

    private static String bottleneck(RunResult result) {
        return switch (result.bottleneck()) {
            case SOURCE -> "It waited for the source most: workers were idle because nothing was there to work on.";
            case WORKERS -> "It waited for the workers most: more cores, or cheaper transforms, would make it faster.";
            case SINK -> "It waited for the sink most: results waited to be written.";
            case NONE -> "It was too short, or too balanced, to tell what it waited for most.";
        };
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
