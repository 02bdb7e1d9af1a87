package io.nebula.connector;

import java.io.IOException;
import java.nio.file.Path;

/** The state directory of a sink's output, from the moment that the sink takes it until an output owns it. */
final class HeldState {
    private final Path output;
    private StateDirectory held;

    HeldState(Path output) {
        this.output = output;
    }

    void lock() throws IOException {
        if (held == null) {
            held = StateDirectory.lock(output);
        }
    }

    void unlock() {
        if (held != null) {
            held.close();
            held = null;
        }
    }

    /** Whether another run has it. */
    boolean isInUse() {
        return held == null && StateDirectory.isLocked(output);
    }

    /** Gives it to somebody who closes it. */
    StateDirectory take() throws IOException {
        lock();
        StateDirectory taken = held;
        held = null;
        return taken;
    }
}
