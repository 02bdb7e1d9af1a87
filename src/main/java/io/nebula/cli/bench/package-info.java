/**
 * What {@code nebula bench} measures: one pipeline in many {@link io.nebula.cli.bench.Setup setups}, what arrived compared
 * each time, and how that is shown.
 */
package io.nebula.cli.bench;
