package io.nebula.balance;

/**
 * What has arrived at a balance stage and is not yet a morsel of its own. One per materialisation, confined to the stage's
 * island.
 *
 * @param <I> what arrives
 * @param <J> the morsels that workers work on
 * @param <O> their results
 */
public interface Intake<I, J, O> {
    /** Takes in what has arrived. Only while there was {@link #hasRoom room}. */
    void add(I element);

    /**
     * Whether more may come in before a morsel leaves.
     *
     * @param wanted whether a worker would get the next morsel at once
     * @param weight that may still be let in, what waits here included; 0 or less if none
     */
    boolean hasRoom(boolean wanted, long weight);

    /** Whether a morsel waits that need not get larger. */
    boolean hasMorsel();

    /** Whether {@link #next} would give a morsel, were it one that might still grow. */
    boolean hasAny();

    /**
     * Whether nothing is here. What is here may have to wait for morsels that are being worked on; what waits for the rest of
     * itself does not count before {@link #end}.
     */
    boolean isEmpty();

    /** Takes note that upstream has completed, so that nothing will be added. */
    default void end() {}

    /** Takes note that nothing will be added although upstream has not completed: the rest of what is incomplete is missing. */
    default void breakOff() {}

    /**
     * The next morsel.
     *
     * @param any whether one that might still grow will do
     * @return null if there is none
     */
    J next(boolean any);

    /**
     * Takes note that a morsel is done, before its result may leave; once for each, in the order in which they are done.
     *
     * @param nanos that it took, waits included
     */
    void done(J morsel, long nanos);
}
