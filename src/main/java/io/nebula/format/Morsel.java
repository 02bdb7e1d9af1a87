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
 * @param skipped how many bytes follow in the input that belong to it and are not in {@code bytes}: the rest of an
 *     oversized record up to its line feed, that included
 */
public record Morsel(byte[] bytes, int offset, int length, Origin origin, long position, long storedBytes,
        boolean oversized, long skipped) {
    /** A morsel that has all of its bytes. */
    public Morsel(byte[] bytes, int offset, int length, Origin origin, long position, long storedBytes,
            boolean oversized) {
        this(bytes, offset, length, origin, position, storedBytes, oversized, 0);
    }

    /** The position in the input at which the next morsel begins. */
    public long end() {
        return position + length + skipped;
    }
}
