package io.nebula.dispatch;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/**
 * The executor of Nebula's dispatchers, named by {@code executor} in their sections: {@code threads} threads, each
 * bound to {@code bound-cpus}, or to all CPUs of the process if that is empty.
 *
 * <p>Pekko asks the factory for another executor after each idle shutdown. It can be asked any number of times: a mask
 * belongs to its thread and ends with it, so nothing is held in between.
 */
public final class PinnedExecutorConfigurator extends ExecutorServiceConfigurator {
    private final String name;
    private final int threads;
    private final CpuSet cpus;

    /** Called by Pekko with the whole dispatcher section. */
    public PinnedExecutorConfigurator(Config dispatcher, DispatcherPrerequisites prerequisites) {
        super(dispatcher, prerequisites);
        this.name = dispatcher.getString("name");
        this.threads = atLeastOne(dispatcher, "threads");
        this.cpus = CpuSet.of(dispatcher.getIntList("bound-cpus"));
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threadFactory) {
        return () -> new GroupExecutor(threads, new GroupThreads(name, cpus, threadFactory, ThreadBinding.SYSTEM));
    }

    static int atLeastOne(Config dispatcher, String key) {
        int value = dispatcher.getInt(key);
        if (value < 1) {
            throw new ConfigException.BadValue(dispatcher.getValue(key).origin(),
                    dispatcher.getString("id") + "." + key, value + " is too small; at least 1 is needed");
        }
        return value;
    }
}
