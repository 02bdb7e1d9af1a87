package io.nebula.operator;

import java.util.concurrent.atomic.AtomicLong;

/** Names for operators, which their threads bear. */
final class OperatorNames {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private OperatorNames() {}

    static String next() {
        return "operator-" + NUMBERS.incrementAndGet();
    }
}
