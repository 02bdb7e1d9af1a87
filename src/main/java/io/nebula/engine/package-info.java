/**
 * Runs a pipeline: the way from description to graph, what workers do with a morsel, the sequential loop. Internal.
 *
 * <pre>
 *   MorselStage ──► BalanceStage ──► SettleStage          one island each: io, hub, io dispatcher; trains in between
 *                    │       ▲
 *                    ▼       │
 *                   Worker (pinned thread)  runs a MorselKernel: decode ─► transform* ─► encode
 * </pre>
 *
 * <p>Start with {@link io.nebula.engine.PipelineRun}. How work is balanced is in {@link io.nebula.balance}.
 */
package io.nebula.engine;
