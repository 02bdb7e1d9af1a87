package io.nebula.simulation;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** The executor of a dispatcher, whose tasks the schedule runs. */
final class SimulatedExecutor extends AbstractExecutorService {
    private final Schedule schedule;
    private final String name;
    private boolean shutdown;

    private SimulatedExecutor(Schedule schedule, String name) {
        this.schedule = schedule;
        this.name = name;
    }

    /** Makes such executors; named by {@code executor} in a dispatcher's section. */
    public static final class Configurator extends ExecutorServiceConfigurator {
        /** Called by Pekko. */
        public Configurator(Config dispatcher, DispatcherPrerequisites prerequisites) {
            super(dispatcher, prerequisites);
        }

        @Override
        public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threadFactory) {
            Schedule schedule = Schedule.current();
            return () -> new SimulatedExecutor(schedule, id);
        }
    }

    @Override
    public void execute(Runnable task) {
        if (shutdown) {
            throw new RejectedExecutionException("the executor has been shut down");
        }
        schedule.add(task, name);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
