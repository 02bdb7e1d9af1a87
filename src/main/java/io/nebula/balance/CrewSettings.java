package io.nebula.balance;

import io.nebula.dispatch.Pinning;

/**
 * How many workers, in how many groups, bound or not.
 *
 * @param name names the threads
 * @param workers in all, dealt evenly over the groups
 * @param mostWorkers that there may ever be at the same time; at least {@code workers}
 * @param groups at most one per worker
 * @param mailboxSlots of each worker; at least its credits
 */
public record CrewSettings(String name, int workers, int mostWorkers, int groups, int mailboxSlots, Pinning pinning) {
    /** As many workers to the end as at the beginning. */
    public CrewSettings(String name, int workers, int groups, int mailboxSlots, Pinning pinning) {
        this(name, workers, workers, groups, mailboxSlots, pinning);
    }

    /** The same with as many workers in the course of time. */
    public CrewSettings upTo(int most) {
        return new CrewSettings(name, workers, Math.max(workers, most), groups, mailboxSlots, pinning);
    }

    /** How many workers the group has at the beginning. */
    public int size(int group) {
        return dealt(workers, group);
    }

    /** How many workers the group may ever have. */
    public int mostSize(int group) {
        return dealt(mostWorkers, group);
    }

    private int dealt(int number, int group) {
        return (number - group + groups - 1) / groups;
    }
}
