/**
 * Fans work out to worker groups and its results back in, in order: the balance stage and the workers. Knows nothing of
 * records. Internal.
 *
 * <pre>
 *        ──► BalanceStage ──►                              an island; trains come in and go out
 *                │       ▲
 *       Envelope │       │ Reply                            told to the actor; offered to a queue, one wake-up for many
 *                ▼       │
 *               Worker (pinned thread)  runs its function
 * </pre>
 *
 * <p>What costs is waking a thread, not handing something to it. So whatever crosses a thread boundary does so together with
 * what else is there, and a worker with more to do wakes the stage when it is half through.
 *
 * <p>All decisions about credits, order, stealing and retries are made by {@link io.nebula.balance.Balancer}, a plain object
 * that is driven by the stage, and in tests by a simulation in virtual time.
 */
package io.nebula.balance;
