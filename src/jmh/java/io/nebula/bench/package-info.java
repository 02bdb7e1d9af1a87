/**
 * Side-by-side runs: the same job on Nebula and on other engines, in fresh processes, in the same run, with the answers
 * compared. Start with {@link io.nebula.bench.SideBySide}; {@code src/docs/benchmarks.md} has the commands.
 */
package io.nebula.bench;
