/**
 * Runs a pipeline: the balance stage, worker groups, the way from description to graph, and the sequential loop. Internal.
 *
 * <pre>
 *   MorselStage ──► BalanceStage ──► SettleStage          one island each: io, hub, io dispatcher
 *                    │       ▲
 *           Envelope │       │ Reply                      told to the actor; offered to a queue, one wake-up for many
 *                    ▼       │
 *                   Worker (pinned thread)  runs a MorselKernel: decode ─► transform* ─► encode
 * </pre>
 *
 * <p>Start with {@link io.nebula.engine.PipelineRun}. All decisions about credits, order, stealing and retries are made by
 * {@link io.nebula.engine.Balancer}, a plain object that is driven by the stage, and in tests by a simulation in virtual time.
 */
package io.nebula.engine;
