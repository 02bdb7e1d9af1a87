package io.nebula.simulation;

import io.nebula.connector.Compression;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.RoutedSinkSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.pipeline.CheckpointSettings;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.record.ValueType;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A job drawn by chance: its inputs, its pipeline, and, reckoned without it, what has to come out. */
final class SimulatedJob {
    static final String LETTERS = SimulatedDefaultProvider.TOP + "/letters/dead.jsonl";
    private static final String[] CATEGORIES = {"red", "green", "blue", "grey"};
    private static final Map<String, ValueType> DECLARED = Map.of("id", ValueType.LONG, "value", ValueType.LONG);

    final Map<String, byte[]> inputs = new TreeMap<>();
    /** By output file, the records of each in order; what stands at its top, such as a header, is no record. */
    final Map<String, List<String>> outputs = new TreeMap<>();
    final List<Letter> letters = new ArrayList<>();
    final String top;
    final boolean ordered;
    /** Whether something stands in the output's place that it may replace. */
    final boolean old;
    final boolean checkpoints;
    final ErrorPolicy policy;
    long read;
    long written;
    long filtered;
    private final boolean fromCsv;
    private final boolean toCsv;
    private final String output;
    private final boolean zipped;
    private final Duration interval;

    /** A record that has to be rejected. */
    record Letter(String file, long line, long offset, String record) {}

    SimulatedJob(SplittableRandom random, Sightings sightings) {
        int formats = random.nextInt(4);
        fromCsv = formats < 3;
        toCsv = formats < 2;
        ordered = random.nextInt(3) > 0;
        boolean routed = random.nextInt(4) == 0;
        int stored = random.nextInt(6);
        String extension = (toCsv ? ".csv" : ".jsonl") + (stored == 0 ? ".gz" : stored == 1 ? ".zst" : "");
        output = SimulatedDefaultProvider.TOP + "/out/" + (routed ? "{category}" : "all") + extension;
        top = toCsv ? "id,value,category,text,twice" : null;
        old = !routed && random.nextInt(5) == 0;
        interval = Duration.ofNanos(new long[] {1, 200_000, 2_000_000, 1_000_000_000}[random.nextInt(4)]);
        checkpoints = random.nextInt(10) > 0;
        zipped = random.nextInt(6) == 0;
        int errors = random.nextInt(8);
        policy = errors == 0 ? ErrorPolicy.FAIL : errors == 1 ? ErrorPolicy.SKIP : ErrorPolicy.DEAD_LETTER;
        sightings.see("policy " + policy);
        sightings.see(checkpoints ? "checkpoints" : "no checkpoints");
        sightings.see(zipped ? "compressed input" : "plain input");
        sightings.see(routed ? "routed" : "one output");
        sightings.see(ordered ? "ordered" : "not ordered");
        sightings.see("output" + extension);
        if (!routed) {
            outputs.put(output, new ArrayList<>());
        }
        int width = random.nextInt(5) == 0 ? 4_000 : 12;
        int files = 1 + random.nextInt(2);
        for (int file = 0, id = 0; file < files; file++) {
            id = file(random, file, id, width);
        }
    }

    private int file(SplittableRandom random, int number, int firstId, int width) {
        String path = SimulatedDefaultProvider.TOP + "/in/part-" + number + (fromCsv ? ".csv" : ".jsonl")
                + (zipped ? ".gz" : "");
        StringBuilder text = new StringBuilder(fromCsv ? "id,value,category,text\n" : "");
        long line = fromCsv ? 2 : 1;
        int records = 1 + random.nextInt(width > 100 ? 60 : 220);
        for (int i = 0; i < records; i++) {
            int id = firstId + i;
            String category = CATEGORIES[random.nextInt(CATEGORIES.length)];
            String words = "t" + id + "-" + "x".repeat(random.nextInt(width));
            boolean broken = toCsv && fromCsv && random.nextInt(9) == 0;
            String field = broken ? "\"" + words + "\n,\"\"\"" : words;
            String record = record(random, id, category, field, path, line, text.length());
            text.append(record).append('\n');
            line += broken && record.contains("\n") ? 2 : 1;
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        inputs.put(path, zipped ? zipped(bytes) : bytes);
        return firstId + records;
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private String record(SplittableRandom random, int id, String category, String field, String path, long line,
            long offset) {
        read++;
        int drawn = random.nextInt(40);
        int fault = read == 1 ? drawn + 3 : drawn; // the first record is what the fields are known by
        long value = random.nextInt(100_000);
        String number = fault == 0 ? fromCsv ? "12x" : "\"12x\"" : fault == 1 ? "9223372036854775807" : "" + value;
        String record = fromCsv ? id + "," + number + "," + category + (fault == 2 ? "" : "," + field)
                : "{\"id\":" + id + ",\"value\":" + number + (fault == 2 ? ":" : ",") + "\"category\":\"" + category
                        + "\",\"text\":\"" + field + "\"}";
        if (fault < 3) {
            letters.add(new Letter(path, line, offset, record));
        } else if (id % 7 == 3) {
            filtered++;
        } else {
            written++;
            String made = toCsv ? id + "," + number + "," + category + "," + field + "," + 2 * value
                    : "{\"id\":" + id + ",\"value\":" + number + ",\"category\":\"" + category + "\",\"text\":\"" + field
                            + "\",\"twice\":" + 2 * value + "}";
            outputs.computeIfAbsent(output.replace("{category}", category), name -> new ArrayList<>()).add(made);
        }
        return record;
    }

    /** The pipeline, spread in whatever way chance has it this time. */
    Pipeline pipeline(SplittableRandom random) {
        Format in = fromCsv ? CsvFormat.csv() : JsonLinesFormat.jsonLines();
        Format out = toCsv ? CsvFormat.csv() : JsonLinesFormat.jsonLines();
        SinkSpec sink = output.contains("{") ? new RoutedSinkSpec(output, out, old, Compression.AUTO, 0)
                : new FileSinkSpec(output, out, old, Compression.AUTO, 0);
        return new Pipeline("simulated", new FileSourceSpec(List.copyOf(inputs.keySet()), in, DECLARED,
                FileSourceSpec.DEFAULT_MAX_RECORD_BYTES, Compression.AUTO),
                List.of(new Passage(), new Compute("twice = value * 2"), new Filter("id % 7 <> 3")), sink,
                parallel(random), errors(), new CheckpointSettings(checkpoints ? Switch.ON : Switch.OFF, interval));
    }

    private ErrorSettings errors() {
        return switch (policy) {
            case FAIL -> ErrorSettings.fail();
            case SKIP -> ErrorSettings.skip();
            case DEAD_LETTER -> ErrorSettings.deadLetter(new FileSinkSpec(LETTERS, JsonLinesFormat.jsonLines()));
        };
    }

    /** Where the record is at which the job has to fail; null if it need not. */
    Letter failure() {
        return policy == ErrorPolicy.FAIL && !letters.isEmpty() ? letters.get(0) : null;
    }

    boolean hasLetters() {
        return policy == ErrorPolicy.DEAD_LETTER;
    }

    private ParallelSettings parallel(SplittableRandom random) {
        int groups = 1 + random.nextInt(3);
        ParallelSettings settings = ParallelSettings.DEFAULT
                .withUseParallel(random.nextInt(5) == 0 ? Switch.OFF : Switch.ON)
                .withParallelGroups(groups).withWorkerCount(groups * (1 + random.nextInt(3)))
                .withBatchSize(1 + random.nextInt(random.nextBoolean() ? 6 : 30)).withVectorBatchSize(1 + random.nextInt(16))
                .withEnableAffinity(Switch.OFF).withOrdering(ordered ? Ordering.INPUT : Ordering.NONE)
                .withCredits(1 + random.nextInt(4));
        if (random.nextInt(3) == 0) {
            settings = settings.withInFlightBytes(1L << (10 + random.nextInt(10)));
        }
        return random.nextInt(3) == 0 ? settings.withQueueSize(30 + random.nextInt(200)) : settings;
    }
}
