package io.nebula.cli;

import io.nebula.metrics.RunResult;
import io.nebula.metrics.StageResult;
import java.util.Comparator;
import java.util.Locale;

/** The sentence that says what a run waited for most, and what would make it faster. */
final class Advice {
    private static final double LONG_SECONDS = 1;

    private Advice() {}

    static String of(RunResult result) {
        StageResult most = result.stages().stream().max(Comparator.comparingDouble(StageResult::seconds)).orElse(null);
        return switch (result.bottleneck()) {
            case SOURCE -> "It waited for the source most: workers were idle because nothing was there to work on; a faster disk,"
                    + " or several files instead of one that is compressed, would make it faster.";
            case WORKERS -> "It waited for the workers most" + share(most, result) + ": more CPUs, or " + cheaper(most)
                    + ", would make it faster.";
            case SINK -> "It waited for the sink most: results waited to be written; a faster disk, or less to write (fewer"
                    + " fields, or a name that ends in .zst), would make it faster.";
            case NONE -> alone(result) ? "One worker did everything" + share(most, result) + ": parallel.use-parallel = true would"
                    + " spread it over " + Runtime.getRuntime().availableProcessors() + " CPUs."
                    : "It was too short, or too balanced, to tell what it waited for most.";
        };
    }

    private static boolean alone(RunResult result) {
        return result.workers().size() == 1 && result.seconds() >= LONG_SECONDS
                && Runtime.getRuntime().availableProcessors() > 1;
    }

    private static String share(StageResult most, RunResult result) {
        double all = result.stages().stream().mapToDouble(StageResult::seconds).sum();
        String whose = result.workers().size() == 1 ? "its" : "their";
        return most == null || all <= 0 ? "" : String.format(Locale.ROOT, ", and %.0f %% of %s time went into %s",
                100 * most.seconds() / all, whose, most.stage());
    }

    private static String cheaper(StageResult most) {
        String stage = most == null ? "transforms" : most.stage();
        return switch (stage) {
            case "decode" -> "an input with fewer or shorter fields";
            case "encode" -> "fewer fields to write";
            case "compress" -> "a lower level of compression (or zstd)";
            case "transforms" -> "cheaper transforms";
            default -> "less work in that step";
        };
    }
}
