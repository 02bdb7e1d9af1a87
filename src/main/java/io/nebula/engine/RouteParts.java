package io.nebula.engine;

import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSink;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which of a result's bytes go where: runs of bytes, those of one route one after the other and in the order of their
 * records. Immutable once it is handed on.
 */
final class RouteParts {
    private final String[] routes;
    private final int[] starts;
    private final int[] ends;
    private int count;

    /** @param most how many parts there can be */
    RouteParts(int most) {
        routes = new String[most];
        starts = new int[most];
        ends = new int[most];
    }

    void add(String route, int start, int end) {
        routes[count] = route;
        starts[count] = start;
        ends[count++] = end;
    }

    /** Appends each part to its route, and says how many bytes that were. */
    long appendTo(RecordOutput output, byte[] bytes) throws IOException {
        long appended = 0;
        for (int i = 0; i < count; i++) {
            output.append(routes[i], bytes, starts[i], ends[i] - starts[i]);
            appended += ends[i] - starts[i];
        }
        return appended;
    }

    /** How many records the parts hold, or -1, as {@link RecordSink#count} says. */
    long count(RecordSink sink, byte[] bytes) throws IOException {
        long records = 0;
        for (int i = 0; i < count; i++) {
            long counted = sink.count(Arrays.copyOfRange(bytes, starts[i], ends[i]), ends[i] - starts[i]);
            if (counted < 0) {
                return -1;
            }
            records += counted;
        }
        return records;
    }
}
