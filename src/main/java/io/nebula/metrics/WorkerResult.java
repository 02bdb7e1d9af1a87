package io.nebula.metrics;

/**
 * What one worker did.
 *
 * @param group number of its group, from 0
 * @param worker its number in the whole run, from 0
 * @param cpu the CPU its thread was bound to; -1 if unbound
 * @param morsels morsels it finished
 * @param records records in them
 * @param stolen morsels of these that were first given to another worker
 * @param busySeconds CPU time its thread spent in morsels
 */
public record WorkerResult(int group, int worker, int cpu, long morsels, long records, long stolen, double busySeconds) {}
