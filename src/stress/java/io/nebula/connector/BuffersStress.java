package io.nebula.connector;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two take an array of the pool, write to it, read that again and give the array back. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "each reads what it has written")
@Outcome(expect = FORBIDDEN, desc = "both have held the same array")
@State
public class BuffersStress {
    private final Buffers buffers = new Buffers(1, false);

    public BuffersStress() {
        buffers.give(new byte[1]);
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = hold((byte) 1);
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = hold((byte) 2);
    }

    private int hold(byte own) {
        byte[] bytes = buffers.take(1);
        bytes[0] = own;
        int read = bytes[0];
        buffers.give(bytes);
        return read;
    }
}
