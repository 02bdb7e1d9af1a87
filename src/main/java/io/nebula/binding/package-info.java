/**
 * Java types as records: a user's own elements become a {@link io.nebula.record.RecordBatch}, and batches become elements
 * of the same or another Java type.
 *
 * <p>Start with {@link io.nebula.binding.RecordType}: what a class, or a map, is as a record. Each worker has its own {@link
 * io.nebula.binding.BatchBuilder} and {@link io.nebula.binding.ElementReader}. Classes are looked at once, when the type is
 * made; elements are read and made through method handles. Knows nothing of transforms, streams and workers.
 */
package io.nebula.binding;
