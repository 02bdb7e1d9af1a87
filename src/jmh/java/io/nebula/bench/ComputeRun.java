package io.nebula.bench;

import io.nebula.record.RecordBatch;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The in-memory job on one engine, as a process: engine, form ({@code columns}, {@code rows}, {@code objects},
 * {@code records}), threads, rows per batch, seconds.
 *
 * <p>{@code columns}: batches as columns, the vectorised kernel. {@code rows}: the same batches, a lambda per row. {@code
 * objects}: batches as arrays of objects. {@code records}: objects one by one.
 */
final class ComputeRun {
    private static final int RECORD_QUEUE = 1024;
    private static final int BATCH_QUEUE = 8;
    private static final double WARM_UP_SHARE = 0.8;

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
        System.out.flush();
        Runtime.getRuntime().halt(0); // engines take their time to end, and have nothing left to do
    }

    private String measure(double seconds) throws Exception {
        // warms up: as many passes over the data as take about the time of the measured run
        int passes = 1;
        double last = pass(passes).seconds();
        while (last < WARM_UP_SHARE * seconds) {
            passes = (int) Math.min(Math.max(passes * 2, passes * seconds / Math.max(last, 1e-3)), 4.0 * passes);
            last = pass(passes).seconds();
        }
        Engine.Timed measured = pass(passes);
        long records = (long) passes * data.records();
        long checksum = checksumOfOnePass();
        Tally results = measured.results();
        if (results.records() != records || results.checksum() != checksum * passes) {
            throw new IllegalStateException(results.records() + " results for " + records + " records, checksum "
                    + results.checksum() + ", not " + checksum * passes);
        }
        return Ended.RESULT + "rate=" + records / measured.seconds() + " seconds=" + measured.seconds() + " checksum="
                + checksum;
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
            case "columns", "rows" -> engine.run(passes * batches, (IntFunction<RecordBatch>) i -> data.columns(i % batches),
                    (Function<RecordBatch, RecordBatch>) Iterations::of);
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
