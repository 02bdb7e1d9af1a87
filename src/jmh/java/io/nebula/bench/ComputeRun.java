package io.nebula.bench;

import io.nebula.record.RecordBatch;
import java.lang.management.ManagementFactory;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The in-memory job on one engine, as a process: engine, form ({@code columns}, {@code rows}, {@code objects},
 * {@code records}), threads, rows per batch, seconds.
 *
 * <p>{@code columns}: batches as columns, the vectorised kernel. {@code rows}: the same batches, a lambda per row.
 * {@code objects}: batches as arrays of objects. {@code records}: objects one by one.
 */
final class ComputeRun {
    private static final int RECORD_QUEUE = 1024;
    private static final int BATCH_QUEUE = 8;

    private final Engine engine;
    private final Classic data;
    private final String form;

    private ComputeRun(String engine, String form, int threads, int batchRows) {
        this.data = new Classic(batchRows);
        this.form = form;
        this.engine = engine(engine, threads);
    }

    public static void main(String[] arguments) throws Exception {
        ComputeRun run = new ComputeRun(arguments[0], arguments[1], Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        System.out.println(run.measure(Double.parseDouble(arguments[4])));
        run.engine.close();
        System.exit(0); // not every engine's threads are daemons
    }

    /** Warms up for that long, then runs for about that long. */
    private String measure(double seconds) throws Exception {
        long warmUntil = System.nanoTime() + (long) (seconds * 1e9);
        int passes = 1;
        Engine.Timed last;
        do {
            last = pass(passes);
            passes = last.seconds() < seconds / 4 ? passes * 2 : passes;
        } while (System.nanoTime() < warmUntil);
        double rate = last.results().records() / last.seconds();
        passes = (int) Math.max(1, Math.round(rate * seconds / data.records()));
        long cpu = processCpuNanos();
        Engine.Timed measured = pass(passes);
        cpu = processCpuNanos() - cpu;
        long records = (long) passes * data.records();
        long checksum = checksumOfOnePass();
        Tally results = measured.results();
        if (results.records() != records || results.checksum() != checksum * passes) {
            throw new IllegalStateException(results.records() + " results for " + records + " records, checksum "
                    + results.checksum() + ", not " + checksum * passes);
        }
        return Ended.RESULT + "rate=" + records / measured.seconds() + " seconds=" + measured.seconds() + " cpu-nanos="
                + (double) cpu / records + " checksum=" + checksum;
    }

    /** Of all threads: a figure that other programs on the machine disturb less than the rate. */
    static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** By a plain loop, the slow and obvious way. */
    private long checksumOfOnePass() {
        Tally tally = new Tally();
        for (int i = 0; i < data.records(); i++) {
            tally.take(Iterations.of(data.object(i)));
        }
        return tally.checksum();
    }

    private Engine.Timed pass(int passes) throws Exception {
        int batches = data.batches();
        int records = data.records();
        return switch (form) {
            case "columns", "rows" -> engine.run(passes * batches,
                    (IntFunction<RecordBatch>) i -> data.columns(i % batches), (Function<RecordBatch, RecordBatch>) Iterations::of);
            case "objects" -> engine.run(passes * batches, (IntFunction<Event[]>) i -> data.objects(i % batches),
                    (Function<Event[], Event[]>) Iterations::of);
            case "records" -> engine.run(passes * records, (IntFunction<Event>) i -> data.object(i % records),
                    (Function<Event, Event>) Iterations::of);
            default -> throw new IllegalArgumentException("no form " + form);
        };
    }

    private Engine engine(String name, int threads) {
        return switch (name) {
            case "nebula" -> new NebulaFlow(data.schema(), threads,
                    form.equals("rows") ? Iterations.rows() : Iterations.columns());
            case "jet" -> new Jet(threads, form.equals("records") ? RECORD_QUEUE : BATCH_QUEUE);
            case "reactor" -> new ReactorRails(threads);
            case "pekko-map-async" -> new PekkoMapAsync(threads);
            case "pekko-balance" -> new PekkoBalance(threads);
            case "parallel-streams" -> new ParallelStreams(threads);
            case "plain-loops" -> new Loops(threads);
            default -> throw new IllegalArgumentException("no engine " + name);
        };
    }
}
