package io.nebula.bench;

import com.sun.management.ThreadMXBean;
import com.typesafe.config.ConfigFactory;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import io.nebula.workload.WorkloadA;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;

/**
 * Allocation per record as a process: format, {@code sequential} or {@code parallel}. What a run over some large files
 * allocates beyond a run over as many small ones is what a record costs when everything has been set up.
 *
 * <p>Buffers are kept for the next use, as many as were ever needed at the same time: how many that is, is a matter of when
 * threads get their turn, and the less there may be inside the engine, the less it blurs the figure.
 */
final class AllocationRun {
    private static final long RECORDS = 1_000_000;
    private static final long FEW_RECORDS = 50_000;
    private static final int FILES = 20;
    private static final int WORKERS = 2;
    private static final long IN_FLIGHT_BYTES = 4L << 20;
    private static final String OURS = "nebula-";
    /** A thread that has ended can no longer be asked what it has allocated. */
    private static final String THREADS_STAY = "nebula.dispatchers { worker.shutdown-timeout = 10m,"
            + " hub.shutdown-timeout = 10m, io.shutdown-timeout = 10m }";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationRun() {}

    public static void main(String[] arguments) throws Exception {
        Format format = arguments[0].equals("csv")
                ? new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true, List.of())
                : new JsonLinesFormat();
        ActorSystem system = arguments[1].equals("sequential") ? null : ActorSystem.create("allocation",
                ConfigFactory.parseString(THREADS_STAY).withFallback(ConfigFactory.load()));
        Path folder = Files.createTempDirectory("nebula-allocation");
        Path output = folder.resolve("output");
        List<Path> files = new ArrayList<>();
        try {
            Path small = files(folder, "small-", FEW_RECORDS, format, files);
            Path large = files(folder, "large-", RECORDS, format, files);
            allocated(small, output, format, system);
            double bytes = -allocated(small, output, format, system) + allocated(large, output, format, system);
            System.out.println(Ended.RESULT + "bytes-per-record=" + bytes / FILES / (RECORDS - FEW_RECORDS));
        } finally {
            files.addAll(List.of(output, folder));
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        System.exit(0); // the threads stay
    }

    /** Makes a file of that many records under many names, added to {@code made}; returns the pattern for all of them. */
    private static Path files(Path folder, String name, long records, Format format, List<Path> made) throws Exception {
        Path first = folder.resolve(name + 0);
        made.add(first);
        WorkloadA.generate(records, first, format);
        for (int file = 1; file < FILES; file++) {
            made.add(Files.createLink(folder.resolve(name + file), first));
        }
        return folder.resolve(name + "*");
    }

    private static long allocated(Path input, Path output, Format format, ActorSystem system) throws Exception {
        Map<Long, Long> before = counters();
        WorkloadA.run(input, output, format, ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
                .withWorkerCount(WORKERS).withInFlightBytes(IN_FLIGHT_BYTES), system);
        Map<Long, Long> after = counters();
        long bytes = 0;
        for (Map.Entry<Long, Long> thread : after.entrySet()) {
            bytes += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        return bytes;
    }

    /** What this thread and all threads of runs have allocated so far. */
    private static Map<Long, Long> counters() {
        Map<Long, Long> counters = new HashMap<>();
        for (ThreadInfo thread : THREADS.dumpAllThreads(false, false, 0)) {
            if (thread.getThreadName().startsWith(OURS) || thread.getThreadId() == Thread.currentThread().getId()) {
                counters.put(thread.getThreadId(), THREADS.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        return counters;
    }
}
