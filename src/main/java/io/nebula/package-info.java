/**
 * Nebula's front door.
 *
 * <pre>{@code
 * ParallelPipeline.named("birds")
 *     .from(source)                      // where records come from
 *     .transform(...)                    // what is done to them
 *     .to(sink)                          // where they go
 *     .run(system);                      // CompletionStage<RunResult>
 * }</pre>
 *
 * <p>{@link io.nebula.ParallelPipeline} runs a whole pipeline; {@link io.nebula.ParallelProcessor} is the fan-out operator for
 * somebody's own Pekko stream.
 */
package io.nebula;
