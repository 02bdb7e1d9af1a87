package io.nebula.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Several bytes of an array as one little-endian number: the byte at the lowest index is the lowest byte. */
final class Words {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long load8(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static int load4(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void store8(byte[] out, int at, long word) {
        LONG.set(out, at, word);
    }

    static void store4(byte[] out, int at, int word) {
        INT.set(out, at, word);
    }

    static void store2(byte[] out, int at, short word) {
        SHORT.set(out, at, word);
    }
}
