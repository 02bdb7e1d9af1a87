/**
 * The data: {@link io.nebula.record.Schema}, {@link io.nebula.record.RecordBatch} and its columns.
 *
 * <p>Start with {@link io.nebula.record.RecordBatch}. A field begins as a {@link io.nebula.record.RawColumn}, ranges of
 * the source's bytes, and becomes a {@link io.nebula.record.Column} of primitive values when a transform first asks
 * for it. This package knows nothing of formats, engines or configuration.
 */
package io.nebula.record;
