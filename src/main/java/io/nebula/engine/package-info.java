/**
 * Runs a pipeline: the balance stage, worker groups, the way from description to graph, and the sequential loop. Internal.
 *
 * <pre>
 *   MorselStage ──► BalanceStage ──► SettleStage          one island each: io, hub, io dispatcher; trains in between
 *                    │       ▲
 *           Envelope │       │ Reply                      told to the actor; offered to a queue, one wake-up for many
 *                    ▼       │
 *                   Worker (pinned thread)  runs a MorselKernel: decode ─► transform* ─► encode
 * </pre>
 *
 * <p>What costs is waking a thread, not handing something to it. So whatever crosses a thread boundary does so together with
 * what else is there, and a worker with more to do wakes the stage when it is half through.
 *
 * <p>Start with {@link io.nebula.engine.PipelineRun}. All decisions about credits, order, stealing and retries are made by
 * {@link io.nebula.engine.Balancer}, a plain object that is driven by the stage, and in tests by a simulation in virtual time.
 */
package io.nebula.engine;
