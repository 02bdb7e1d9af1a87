package io.nebula.operator;

import java.util.ArrayDeque;

/** The elements of some keys: they are worked on one morsel after the other. */
final class Lane {
    final ArrayDeque<Object> waiting = new ArrayDeque<>();
    /** Whether a morsel with elements of this lane is with a worker. */
    boolean busy;
}
