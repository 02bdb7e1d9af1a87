package io.nebula.balance;

import io.nebula.dispatch.Pinning;

/**
 * How many workers, in how many groups, bound or not.
 *
 * @param name names the threads
 * @param workers in all, dealt evenly over the groups
 * @param groups at most one per worker
 * @param mailboxSlots of each worker; at least its credits
 */
public record CrewSettings(String name, int workers, int groups, int mailboxSlots, Pinning pinning) {
    /** The group of a worker. */
    public int group(int worker) {
        return worker % groups;
    }

    /** How many workers the group has. */
    public int size(int group) {
        return (workers - group + groups - 1) / groups;
    }
}
