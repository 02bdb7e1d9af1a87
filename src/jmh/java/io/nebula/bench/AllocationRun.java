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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;

/**
 * Allocation per record as a process: format, {@code sequential} or {@code parallel}. What a run of twice the records
 * allocates beyond a run of once the records is what a record costs when everything has been set up.
 */
final class AllocationRun {
    private static final long RECORDS = 1_000_000;
    private static final int WORKERS = 2;
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
        Path once = folder.resolve("once");
        Path twice = folder.resolve("twice");
        Path output = folder.resolve("output");
        try {
            WorkloadA.generate(RECORDS, once, format);
            WorkloadA.generate(2 * RECORDS, twice, format);
            allocated(once, output, format, system);
            double bytes = allocated(twice, output, format, system) - allocated(once, output, format, system);
            System.out.println(Ended.RESULT + "bytes-per-record=" + bytes / RECORDS);
        } finally {
            for (Path file : List.of(once, twice, output, folder)) {
                Files.deleteIfExists(file);
            }
        }
        System.exit(0); // the threads stay
    }

    private static long allocated(Path input, Path output, Format format, ActorSystem system) throws Exception {
        Map<Long, Long> before = counters();
        WorkloadA.run(input, output, format, ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
                .withWorkerCount(WORKERS), system);
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
