package io.nebula.format;

/**
 * The unit of work: a run of one input's bytes that begins and ends at record boundaries. Without bytes it stands for
 * {@code length} records that are made up from their numbers, from {@code position} on.
 *
 * <p>The bytes are read-only from the moment the morsel leaves the source until its result has been accepted; then the
 * engine may reuse the array.
 *
 * @param bytes holds the records, or null
 * @param offset where the first record begins in {@code bytes}
 * @param length in bytes, or in records where there are no bytes
 * @param origin the input it came from
 * @param position of the first byte in the input after decompression, or the first record's number
 * @param storedBytes how many bytes of the input as it is stored were consumed for it; summed over all morsels, the
 *     size of the input
 * @param oversized whether this is only the beginning of one record that is longer than the source's limit
 */
public record Morsel(byte[] bytes, int offset, int length, Origin origin, long position, long storedBytes,
        boolean oversized) {}
