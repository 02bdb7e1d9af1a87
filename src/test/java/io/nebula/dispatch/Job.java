package io.nebula.dispatch;

import java.util.Queue;

/** Work that notes how it comes back. */
record Job(int number, Queue<Return> returns) implements WorkMessage {
    @Override
    public void returned(Cause cause) {
        returns.add(new Return(number, cause));
    }

    record Return(int number, Cause cause) {
    }
}
