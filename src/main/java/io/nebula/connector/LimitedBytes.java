package io.nebula.connector;

import java.io.IOException;

/** Decompressed bytes that fail as soon as there are more than the limits allow. */
final class LimitedBytes implements InputBytes {
    private final String name;
    private final InputBytes content;
    private final DecompressionLimits limits;
    private long position;

    LimitedBytes(String name, InputBytes content, DecompressionLimits limits) {
        this.name = name;
        this.content = content;
        this.limits = limits;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        int count = content.read(into, start, length);
        position += Math.max(count, 0);
        if (position > limits.maxBytes()) {
            throw exceeded("more than " + limits.maxBytes() + " bytes", "max-decompressed-bytes");
        }
        if (position > DecompressionLimits.ANY_RATIO_BYTES && position / limits.maxRatio() > content.stored()) {
            throw exceeded(position + " bytes, more than " + limits.maxRatio() + " times as many",
                    "max-compression-ratio");
        }
        return count;
    }

    @Override
    public boolean ready() throws IOException {
        return content.ready();
    }

    @Override
    public long storedAt(long used) {
        return content.storedAt(used);
    }

    @Override
    public long stored() {
        return content.stored();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private IOException exceeded(String size, String option) {
        return new IOException(name + ": byte " + content.stored() + ": what is stored up to here decompresses to "
                + size + "; if the input is to be trusted, raise " + option);
    }
}
