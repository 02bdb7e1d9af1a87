package io.nebula.operator;

import java.util.List;

/**
 * What an operator has done so far. Elements that have arrived and are neither processed nor failed are inside.
 *
 * @param arrived elements taken in
 * @param processed elements that the function is done with, failed ones included
 * @param failed elements for which the function failed and that were skipped or diverted
 * @param workers how many there are to be
 * @param groups what each worker group has done, in the order of their numbers
 */
public record ProcessorStatus(long arrived, long processed, long failed, int workers, List<GroupStatus> groups) {
    /**
     * What the workers of one group have done so far.
     *
     * @param processed elements, or batches where batches come in
     * @param failed of these
     * @param morsels in which they came
     * @param stolen morsels that were first given to another worker
     * @param busySeconds CPU time spent in morsels
     */
    public record GroupStatus(int group, long processed, long failed, long morsels, long stolen, double busySeconds) {}
}
