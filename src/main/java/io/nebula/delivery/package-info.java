/**
 * What a job remembers of its progress, so that an interrupted run can be continued: nothing lost, nothing twice.
 *
 * <p>A {@link io.nebula.delivery.Manifest} is one checkpoint: what of the source has been settled, how long the outputs then
 * were, and the {@link io.nebula.delivery.Fingerprint} of the pipeline and its inputs. The
 * {@link io.nebula.delivery.ManifestStore} keeps it beside the output. Plain blocking Java; when a checkpoint is taken is the
 * engine's business.
 */
package io.nebula.delivery;
