package io.nebula.balance;

/**
 * What bounds a balance stage.
 *
 * @param workers how many workers there are
 * @param credits morsels that one worker may hold, the one it works on included
 * @param mostCredits the same while morsels are so short that handing them out one by one would cost more than the work
 * @param maxWeight bytes read and not yet emitted; one morsel is always let in
 * @param maxJobs morsels read and not yet emitted
 * @param trainWeight bytes that cross a thread boundary together; one morsel always may
 * @param trainJobs morsels that cross a thread boundary together
 * @param ordered whether results leave in input order
 */
public record BalanceLimits(int workers, int credits, int mostCredits, long maxWeight, long maxJobs, long trainWeight,
        int trainJobs, boolean ordered) {
    /** More would not make a hand-over cheaper. */
    public static final int LONGEST_TRAIN = 256;

    public BalanceLimits {
        if (workers < 1 || credits < 1 || mostCredits < credits || maxWeight < 1 || maxJobs < 1 || trainJobs < 1) {
            throw new IllegalArgumentException("workers, credits and budgets must be at least 1");
        }
    }

    /** A fixed number of credits, and trains that weigh as much as may be inside. */
    public BalanceLimits(int workers, int credits, long maxWeight, long maxJobs, boolean ordered) {
        this(workers, credits, credits, maxWeight, maxJobs, maxWeight, LONGEST_TRAIN, ordered);
    }
}
