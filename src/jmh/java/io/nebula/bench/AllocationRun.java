package io.nebula.bench;

import com.sun.management.ThreadMXBean;
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
import java.util.Arrays;
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
    private static final String WORKERS_OF = "nebula-workload-a";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationRun() {}

    public static void main(String[] arguments) throws Exception {
        Format format = arguments[0].equals("csv")
                ? new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true, List.of())
                : new JsonLinesFormat();
        ActorSystem system = arguments[1].equals("sequential") ? null : ActorSystem.create("allocation");
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
            if (system != null) {
                system.terminate();
            }
        }
    }

    private static long allocated(Path input, Path output, Format format, ActorSystem system) throws Exception {
        while (liveThreads(WORKERS_OF) > 0) {
            Thread.onSpinWait(); // those of the run before end soon
        }
        Map<Long, Long> before = counters();
        WorkloadA.run(input, output, format, ParallelSettings.DEFAULT.withUseParallel(Switch.ON)
                .withWorkerCount(WORKERS), system);
        Map<Long, Long> after = counters();
        if (system != null && liveThreads(WORKERS_OF) != WORKERS) {
            throw new IllegalStateException("worker threads ended before they could be looked at; run it again");
        }
        long bytes = 0;
        for (Map.Entry<Long, Long> thread : after.entrySet()) {
            bytes += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        return bytes;
    }

    /** What this thread and all threads of runs, which outlive a run by a moment, have allocated so far. */
    private static Map<Long, Long> counters() {
        Map<Long, Long> counters = new HashMap<>();
        for (ThreadInfo thread : THREADS.dumpAllThreads(false, false, 0)) {
            if (thread.getThreadName().startsWith(OURS) || thread.getThreadId() == Thread.currentThread().getId()) {
                counters.put(thread.getThreadId(), THREADS.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        return counters;
    }

    private static long liveThreads(String name) {
        return Arrays.stream(THREADS.dumpAllThreads(false, false, 0))
                .filter(thread -> thread.getThreadName().startsWith(name)).count();
    }
}
