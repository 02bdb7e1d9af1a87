package io.nebula.dispatch;

/**
 * One logical CPU.
 *
 * @param id its number
 * @param packageId the socket it sits in
 * @param coreId the physical core within the socket; CPUs that share one are hyper-thread siblings
 */
record Cpu(int id, int packageId, int coreId) {
    boolean sameCore(Cpu other) {
        return packageId == other.packageId && coreId == other.coreId;
    }
}
