/**
 * Where work runs: Pekko plug-ins for worker groups, and the CPUs that their threads are bound to.
 *
 * <pre>
 *  WorkerDispatchers.place(pinning, groups) ──► CpuPlacement        which CPUs each group gets, and why
 *  WorkerDispatchers.register(group, …)     ──► GroupDispatcher     a dispatcher id for the group's workers
 *                                                 ├─ threads        each sets its own CPU mask when it starts
 *                                                 └─ WorkerMailbox  bounded work lane, unbounded control lane
 * </pre>
 *
 * <p>Start with {@link io.nebula.dispatch.WorkerDispatchers}; work sent to a worker is a {@link
 * io.nebula.dispatch.WorkMessage}. The defaults and their meaning are in {@code reference.conf} under {@code
 * nebula.dispatchers}. This package knows no streams, no records and no engine; nothing else may import OpenHFT
 * Affinity.
 */
package io.nebula.dispatch;
