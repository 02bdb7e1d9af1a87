package io.nebula.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The job for Java maps on one engine, as a process: engine, threads, seconds, and the sizes of morsels to try one after the
 * other, separated by commas, 0 for the engine's own choice.
 */
final class OperatorRun {
    private static final int FIRST = 10_000;
    private static final Function<Map<String, Object>, Double> WORK = MapElements::work;

    private final MapElements elements = new MapElements();
    private final String name;
    private final int threads;
    private final double seconds;

    private OperatorRun(String name, int threads, double seconds) {
        this.name = name;
        this.threads = threads;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        OperatorRun run = new OperatorRun(arguments[0], Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
        StringBuilder result = new StringBuilder(Ended.RESULT);
        List<String> morsels = List.of(arguments[3].split(","));
        try (Engine engine = ElementEngines.engine(run.name, run.threads, Integer.parseInt(morsels.get(0)))) {
            run.warmUp(engine); // once more than the others: the first one compiles what all of them use
        }
        for (String morsel : morsels) {
            try (Engine engine = ElementEngines.engine(run.name, run.threads, Integer.parseInt(morsel))) {
                result.append(run.measure(morsel, engine));
            }
        }
        System.out.println(result);
        System.exit(0); // not every engine's threads are daemons
    }

    /** Warms up, then runs for about that long: elements per second, and the CPU time of all threads for one. */
    private String measure(String morsel, Engine engine) throws Exception {
        Engine.Timed last = warmUp(engine);
        int count = (int) Math.max(FIRST, last.results().records() / last.seconds() * seconds);
        long cpu = ComputeRun.processCpuNanos();
        Engine.Timed measured = engine.run(count, elements::at, WORK);
        cpu = ComputeRun.processCpuNanos() - cpu;
        elements.check(name, count, measured.results(), ElementEngines.isOrdered(name));
        return " rate-" + morsel + "=" + count / measured.seconds() + " cpu-" + morsel + "=" + (double) cpu / count;
    }

    /** Runs for at least that long; returns the last run. */
    private Engine.Timed warmUp(Engine engine) throws Exception {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        int count = FIRST;
        Engine.Timed last;
        do {
            last = engine.run(count, elements::at, WORK);
            count = last.seconds() < seconds / 4 ? count * 2 : count;
        } while (System.nanoTime() < until);
        return last;
    }
}
