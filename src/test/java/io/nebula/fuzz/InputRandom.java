package io.nebula.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Lets the bytes of a round decide what a generator makes; after them, numbers that follow from all of them. */
public final class InputRandom extends Random {
    private static final long serialVersionUID = 1;

    private final byte[] data;
    private int at;

    public InputRandom(byte[] data) {
        super(Arrays.hashCode(data));
        this.data = data.clone();
    }

    @Override
    protected int next(int bits) {
        if (data == null || at >= data.length) {
            return super.next(bits);
        }
        // the low bits choose among few, the high ones among many: a byte is enough for either
        int taken = data[at++] & 0xff;
        return bits <= 8 ? taken >>> 8 - bits : (taken | taken << bits - 8) & (int) ((1L << bits) - 1);
    }
}
