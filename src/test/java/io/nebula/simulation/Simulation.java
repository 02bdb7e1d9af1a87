package io.nebula.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/**
 * Runs seeds, each a job in a simulated machine, and says which of them fail. A program of its own, because it takes the whole
 * JVM: see {@link SimulatedDefaultProvider}. Ends with 0 if all is well, else with 1.
 */
public final class Simulation {
    private static final int MOST_FAILURES = 5;
    /** What is set up once in a JVM is set up by these, so that all others find it there. */
    private static final int WARM_UPS = 4;
    /** What must be seen some time, or nothing has been tried. */
    private static final List<String> EXPECTED = List.of("COMPLETED", "FAILED", "INTERRUPTED", "resumed", "kill",
            "power loss", "crash between FORCE and MOVE", "crash between MOVE and FORCE_DIRECTORY",
            "crash between WRITE and FORCE", "was complete already", "credits exhausted", "stolen", "disk full", "force fails",
            "short write", "worker died at work", "worker stopped with work", "sequential loop", "worker groups", "routed",
            "ordered", "not ordered", "output.csv", "output.jsonl", "output.csv.gz", "output.csv.zst",
            "suspects kept", "policy FAIL", "policy SKIP", "policy DEAD_LETTER", "no checkpoints", "compressed input");

    private Simulation() {}

    /**
     * Runs what the arguments say:
     *
     * <ul>
     *   <li>{@code replay SEED}: one seed, step by step;
     *   <li>{@code checksums FIRST COUNT}: the checksum of the steps of each;
     *   <li>{@code FIRST COUNT all SEED…}: these, and others beside them, up to some failures;
     *   <li>{@code FIRST COUNT expected SEED…}: the same, and all that may happen must have been seen;
     *   <li>{@code FIRST COUNT first}: these, up to the first failure.
     * </ul>
     */
    public static void main(String[] args) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        for (int seed = 0; seed < WARM_UPS; seed++) {
            passes(seed, new Trace(null), new Sightings(), new PrintStream(OutputStream.nullOutputStream()));
        }
        boolean passed = switch (args[0]) {
            case "replay" -> replay(Long.parseLong(args[1]));
            case "checksums" -> checksums(Long.parseLong(args[1]), Long.parseLong(args[2]));
            default -> all(args);
        };
        System.exit(passed ? 0 : 1);
    }

    private static boolean replay(long seed) {
        Trace trace = new Trace(System.out);
        boolean passed = passes(seed, trace, new Sightings(), System.out);
        System.out.printf("seed %d %s; checksum of its steps %08x%n", seed, passed ? "passes" : "fails", trace.checksum());
        return passed;
    }

    private static boolean checksums(long first, long count) {
        boolean passed = true;
        for (long seed = first; seed < first + count; seed++) {
            Trace trace = new Trace(null);
            passed &= passes(seed, trace, new Sightings(), System.out);
            System.out.printf("%d %08x%n", seed, trace.checksum());
        }
        return passed;
    }

    private static boolean all(String[] args) {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        int mostFailures = args[2].equals("first") ? 1 : MOST_FAILURES;
        LongStream kept = List.of(args).subList(3, args.length).stream().mapToLong(Long::parseLong);
        Sightings sightings = new Sightings();
        List<Long> failed = new ArrayList<>();
        long began = System.nanoTime();
        int run = 0;
        for (long seed : LongStream.concat(kept, LongStream.range(first, first + count)).toArray()) {
            run++;
            if (!passes(seed, new Trace(null), sightings, System.out)) {
                failed.add(seed);
                if (failed.size() == mostFailures) {
                    break;
                }
            }
        }
        List<String> missing = args[2].equals("expected") ? sightings.missing(EXPECTED) : List.of();
        System.out.printf("%s%d seeds in %d s, failed: %s, never seen: %s%n", sightings, run,
                (System.nanoTime() - began) / 1_000_000_000, failed, missing);
        return failed.isEmpty() && missing.isEmpty();
    }

    private static boolean passes(long seed, Trace trace, Sightings sightings, PrintStream out) {
        try {
            new SeedRun(seed, trace, sightings).run();
            return true;
        } catch (Throwable e) { // whatever it is, it is the seed's end and not the simulation's
            out.print("seed " + seed + " fails: ");
            e.printStackTrace(out);
            return false;
        }
    }
}
