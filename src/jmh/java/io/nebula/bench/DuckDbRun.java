package io.nebula.bench;

import io.nebula.workload.DuckDb;
import io.nebula.workload.WorkloadA;
import java.nio.file.Path;

/** Workload A on DuckDB, as a process: format, input, output, threads. */
final class DuckDbRun {
    private DuckDbRun() {}

    public static void main(String[] arguments) throws Exception {
        try (DuckDb duck = new DuckDb(Integer.parseInt(arguments[3]))) {
            long start = System.nanoTime();
            duck.execute(WorkloadA.copy(arguments[0], Path.of(arguments[1]), Path.of(arguments[2])));
            System.out.println(Ended.RESULT + "statement=" + (System.nanoTime() - start) / 1e9);
        }
    }
}
