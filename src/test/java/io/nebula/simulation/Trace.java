package io.nebula.simulation;

import java.io.PrintStream;
import java.util.zip.CRC32C;

/** What has been done, step by step: printed where somebody wants to read it, and always told by a checksum. */
final class Trace {
    private final PrintStream out;
    private final CRC32C sum = new CRC32C();

    /** @param out null if nobody reads it */
    Trace(PrintStream out) {
        this.out = out;
    }

    void step(long step, long nanos, String lane) {
        sum(lane, step);
        if (out != null) {
            out.printf("%6d %,16d ns  %s%n", step, nanos, lane);
        }
    }

    void note(String text) {
        sum(text, -1);
        if (out != null) {
            out.println("       " + text);
        }
    }

    private void sum(String text, long number) {
        for (int i = 0; i < text.length(); i++) {
            sum.update(text.charAt(i));
        }
        sum.update((int) number);
    }

    /** Another one if anything was done in another order. */
    long checksum() {
        return sum.getValue();
    }
}
