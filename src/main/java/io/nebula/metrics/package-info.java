/**
 * What a run counts, who writes it and what is left of it at the end: {@link io.nebula.metrics.RunProgress} while it runs,
 * {@link io.nebula.metrics.RunResult} afterwards. Single writers, many readers; nothing here knows who reads.
 */
package io.nebula.metrics;
