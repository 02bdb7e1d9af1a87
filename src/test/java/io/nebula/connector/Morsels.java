package io.nebula.connector;

import io.nebula.format.Morsel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All morsels of a source, for assertions; scribbles over arrays it gives back, as a busy engine would. */
record Morsels(List<Morsel> all, List<String> texts, long skippedBytes) {
    static final MorselSize AUTO = new MorselSize(512 << 10, Long.MAX_VALUE);

    static Morsels of(RecordSource source, MorselSize size) throws IOException {
        return of(source, size, Consumed.nothing());
    }

    static Morsels of(RecordSource source, MorselSize size, Consumed consumed) throws IOException {
        Buffers buffers = new Buffers(2);
        List<Morsel> morsels = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        try (MorselReader reader = source.read(size, buffers, consumed)) {
            for (Morsel morsel = reader.next(); morsel != null; morsel = reader.next()) {
                morsels.add(morsel);
                texts.add(new String(morsel.bytes(), morsel.offset(), morsel.length(), StandardCharsets.ISO_8859_1));
                Arrays.fill(morsel.bytes(), (byte) '#');
                buffers.give(morsel.bytes());
            }
            return new Morsels(morsels, texts, reader.skippedBytes());
        }
    }

    String text() {
        return String.join("", texts);
    }

    long storedBytes() {
        return all.stream().mapToLong(Morsel::storedBytes).sum();
    }
}
