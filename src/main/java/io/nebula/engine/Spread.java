package io.nebula.engine;

import io.nebula.balance.CrewSettings;
import io.nebula.dispatch.CpuPlacement;
import io.nebula.dispatch.PlacementSettings;
import io.nebula.dispatch.WorkerDispatchers;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.pipeline.Switch;
import java.util.Locale;

/** How a run would be spread over this machine, every {@code auto} decided. */
public final class Spread {
    private final ParallelSettings settings;
    private final Sizing sizing;
    private final Sizing.Machine machine;
    private final long storedBytes;
    private final long records;

    Spread(ParallelSettings settings, Sizing.Machine machine, long storedBytes, long records) {
        this.settings = settings;
        this.machine = machine;
        this.sizing = Sizing.of(settings, machine, storedBytes, records);
        this.storedBytes = storedBytes;
        this.records = records;
    }

    /** Whether worker groups are used; otherwise there is one plain loop. */
    public boolean parallel() {
        return sizing.parallel();
    }

    /** Why, in a few words. */
    public String reason() {
        if (settings.useParallel() != Switch.AUTO) {
            return "use-parallel = " + (settings.useParallel() == Switch.ON);
        }
        if (records >= 0) {
            return String.format(Locale.ROOT, "%,d records to make; auto is sequential up to %,d", records,
                    Sizing.SMALL_INPUT_RECORDS);
        }
        return storedBytes < 0 ? "nobody knows beforehand how much input there is"
                : String.format(Locale.ROOT, "%,d bytes of input; auto is sequential up to %,d", storedBytes,
                        Sizing.SMALL_INPUT_BYTES);
    }

    public int workers() {
        return sizing.parallel() ? sizing.workers() : 1;
    }

    /** Why there are so many workers and groups. */
    public String workersReason() {
        boolean workersGiven = settings.workerCount() != ParallelSettings.AUTO;
        boolean groupsGiven = settings.parallelGroups() != ParallelSettings.AUTO;
        String workers = workersGiven ? "worker-count = " + settings.workerCount()
                : "auto: one worker for each of " + machine.cpus() + " CPUs";
        return workers + (groupsGiven ? ", parallel-groups = " + settings.parallelGroups()
                : ", auto: one group for each CPU");
    }

    /** Groups of workers; 0 without. */
    public int groups() {
        return sizing.parallel() ? sizing.groups() : 0;
    }

    /** Bytes that a morsel has at most, or -1 if records are counted. */
    public int morselBytes() {
        return settings.batchSize() == ParallelSettings.AUTO ? sizing.morsel().bytes() : -1;
    }

    /** Records that a morsel has at most; {@link Long#MAX_VALUE} if only bytes count. */
    public long morselRecords() {
        return sizing.morsel().records();
    }

    /** Rows that a transform works on at a time. */
    public int vectorRows() {
        return sizing.vectorRows();
    }

    /** Morsels that a worker may hold. */
    public int credits() {
        return sizing.credits();
    }

    /** The same while morsels are short. */
    public int mostCredits() {
        return Math.max(sizing.credits(), sizing.mostCredits());
    }

    /** Bytes that may be inside the engine. */
    public long inFlightBytes() {
        return sizing.maxWeight();
    }

    /** Which CPUs the groups would be bound to, and why. */
    public CpuPlacement placement(PlacementSettings placement) {
        CrewSettings crew = sizing.crew(settings, "preview");
        return WorkerDispatchers.place(placement, crew.pinning(), crew.groups(), crew.size(0));
    }
}
