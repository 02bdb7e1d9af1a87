package io.nebula.engine;

import com.sun.management.ThreadMXBean;
import io.nebula.connector.Compression;
import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.FileSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.GenerateSpec;
import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.format.Format;
import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import io.nebula.transform.TransformSpec;
import io.nebula.workload.WorkloadA;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that prints how many bytes per record a long sequential run of workload A allocates beyond a short one, CSV to
 * CSV, by the JVM's counter for the thread.
 */
final class AllocationProbe {
    private static final int SHORT_RUN = 300_000;
    private static final int LONG_RUN = 500_000;
    private static final Format CSV = new CsvFormat("csv", new CsvDialect((byte) ',', (byte) '"', List.of()), true, List.of());
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationProbe() {}

    /** @param arguments a folder for the input */
    public static void main(String[] arguments) throws Exception {
        Path few = Path.of(arguments[0], "few.csv");
        Path many = Path.of(arguments[0], "many.csv");
        run(new GenerateSpec(SHORT_RUN), List.of(), new FileSinkSpec(few.toString(), CSV, true, Compression.NONE, 6));
        run(new GenerateSpec(LONG_RUN), List.of(), new FileSinkSpec(many.toString(), CSV, true, Compression.NONE, 6));
        allocated(many); // code that is not yet compiled allocates what compiled code does not
        System.out.println((allocated(many) - allocated(few)) / (double) (LONG_RUN - SHORT_RUN));
    }

    private static long allocated(Path input) throws Exception {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        run(new FileSourceSpec(input.toString(), CSV), WorkloadA.TRANSFORMS, new DiscardSinkSpec(CSV));
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static void run(SourceSpec source, List<TransformSpec> transforms, SinkSpec sink) throws Exception {
        RunResult result = PipelineRun.prepare(new Pipeline("allocation", source, transforms, sink,
                ParallelSettings.DEFAULT.withUseParallel(Switch.OFF).withWorkerCount(1))).sequentially();
        if (result.outcome() != Outcome.COMPLETED) {
            throw new AssertionError(result.failure());
        }
    }
}
