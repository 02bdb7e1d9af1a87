package io.nebula.connector;

import java.util.Iterator;
import java.util.List;

/** The consumed runs of one input that reading has not come to yet. */
final class SpansAhead {
    private final Iterator<Span> spans;
    private Span next;

    SpansAhead(List<Span> sorted) {
        spans = sorted.iterator();
        pass();
    }

    /** Where the next run begins; beyond everything if there is none. */
    long from() {
        return next == null ? Long.MAX_VALUE : next.from();
    }

    /** Goes on to the run after the next one, and says where that ended. */
    long pass() {
        long to = next == null ? 0 : next.to();
        next = spans.hasNext() ? spans.next() : null;
        return to;
    }
}
