package io.nebula.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a side-by-side run is asked to do, from system properties {@code bench.…}.
 *
 * @param parts which parts run
 * @param directory where inputs, outputs and reports go
 * @param records sizes of workload A's input
 * @param rounds how often each engine runs, taking turns
 * @param threads what each engine may use for the in-memory job
 * @param batchRows records per batch of the in-memory job
 * @param seconds how long one measured run of the in-memory job takes
 * @param smallRecords the small input for peak memory; 4.9 million are 300 MB
 * @param largeRecords the large input for peak memory
 * @param starts how often the tool is started to measure start-up
 */
record Settings(List<String> parts, Path directory, List<Long> records, int rounds, int threads, int batchRows,
        double seconds, long smallRecords, long largeRecords, int starts) {
    static final List<String> ALL_PARTS = List.of("files", "compute", "hub", "peak", "start", "allocation",
            "checkpoint");

    static Settings read() {
        Settings settings = new Settings(list("parts", String.join(",", ALL_PARTS)),
                Path.of(text("directory", "target/bench")).toAbsolutePath(),
                list("records", "5000000").stream().map(Long::valueOf).toList(), Integer.parseInt(text("rounds", "3")),
                Integer.parseInt(text("threads", "2")), Integer.parseInt(text("batch-rows", "8192")),
                Double.parseDouble(text("seconds", "3")), Long.parseLong(text("small-records", "4900000")),
                Long.parseLong(text("large-records", "25000000")), Integer.parseInt(text("starts", "10")));
        for (String part : settings.parts) {
            if (!ALL_PARTS.contains(part)) {
                throw new IllegalArgumentException("bench.parts: there is no part '" + part + "'; parts are "
                        + ALL_PARTS);
            }
        }
        return settings;
    }

    /** For the report. */
    Map<String, String> asText() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("parts", String.join(",", parts));
        all.put("records", records.toString());
        all.put("rounds", Integer.toString(rounds));
        all.put("threads", Integer.toString(threads));
        all.put("batch-rows", Integer.toString(batchRows));
        all.put("seconds", Double.toString(seconds));
        all.put("small-records", Long.toString(smallRecords));
        all.put("large-records", Long.toString(largeRecords));
        all.put("starts", Integer.toString(starts));
        return all;
    }

    private static List<String> list(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(",")).map(String::strip).toList();
    }

    private static String text(String name, String otherwise) {
        return System.getProperty("bench." + name, otherwise);
    }
}
