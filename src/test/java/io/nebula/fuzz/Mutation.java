package io.nebula.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs of those that are kept: a few random changes, and pieces of one in another. */
final class Mutation {
    private static final int LONGEST = 4096;

    private final Random random;
    private final List<byte[]> kept;
    private final List<byte[]> tokens;

    Mutation(Random random, List<byte[]> kept, List<byte[]> tokens) {
        this.random = random;
        this.kept = kept;
        this.tokens = tokens;
    }

    byte[] next() {
        byte[] data = any(kept);
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            data = changed(data);
        }
        return data;
    }

    private byte[] changed(byte[] data) {
        int at = random.nextInt(data.length + 1);
        int length = Math.min(data.length - at, 1 + random.nextInt(8));
        return switch (random.nextInt(8)) {
            case 0 -> spliced(data, at, length, new byte[0]);
            case 1 -> spliced(data, at, 0, new byte[] {(byte) random.nextInt(256)});
            case 2 -> spliced(data, at, Math.min(1, length), new byte[] {(byte) random.nextInt(256)});
            case 3 -> spliced(data, at, 0, any(tokens));
            case 4 -> spliced(data, at, length, any(tokens));
            case 5 -> spliced(data, at, 0, piece(any(kept)));
            case 6 -> spliced(data, at, 0, piece(data));
            default -> flipped(data, at);
        };
    }

    private byte[] flipped(byte[] data, int at) {
        if (at == data.length) {
            return data;
        }
        byte[] copy = data.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private byte[] piece(byte[] data) {
        int from = random.nextInt(data.length + 1);
        int length = random.nextInt(data.length - from + 1);
        return Arrays.copyOfRange(data, from, from + length);
    }

    private static byte[] spliced(byte[] data, int at, int removed, byte[] inserted) {
        if (data.length + inserted.length > LONGEST) {
            return data;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(data, 0, at);
        out.writeBytes(inserted);
        out.write(data, at + removed, data.length - at - removed);
        return out.toByteArray();
    }

    private byte[] any(List<byte[]> list) {
        return list.get(random.nextInt(list.size()));
    }
}
