package io.nebula.engine;

/**
 * What bounds a balance stage.
 *
 * @param workers how many workers there are
 * @param credits morsels that one worker may hold, the one it works on included
 * @param maxWeight bytes read and not yet emitted; one morsel is always let in
 * @param maxJobs morsels read and not yet emitted
 * @param ordered whether results leave in input order
 */
record BalanceLimits(int workers, int credits, long maxWeight, long maxJobs, boolean ordered) {
    BalanceLimits {
        if (workers < 1 || credits < 1 || maxWeight < 1 || maxJobs < 1) {
            throw new IllegalArgumentException("workers, credits and budgets must be at least 1");
        }
    }
}
