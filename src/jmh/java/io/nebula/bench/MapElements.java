package io.nebula.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Six-field records as Java maps, the way many hold them in a stream of their own, and what the job must make of them. */
final class MapElements {
    private static final int COUNT = 200_000;
    private static final int BATCH = 1000;
    private static final String VALUE = "value";

    private final List<Map<String, Object>> elements = new ArrayList<>(COUNT);

    MapElements() {
        Classic classic = new Classic(BATCH);
        for (int i = 0; i < COUNT; i++) {
            elements.add(map(classic.object(i)));
        }
    }

    private static Map<String, Object> map(Event event) {
        Map<String, Object> map = new HashMap<>();
        map.put("id", event.id());
        map.put("name", event.name());
        map.put(VALUE, event.value());
        map.put("timestamp", event.timestamp());
        map.put("category", event.category());
        map.put("status", event.status());
        return map;
    }

    /** The job, opaque to every engine. The element stays as it is, so that no answer can be one of an earlier pass. */
    static Double work(Map<String, Object> element) {
        return Iterations.of((Double) element.get(VALUE));
    }

    /** A function for each of a group, where an engine hands over several at once. */
    static <I, O> List<O> each(List<I> group, Function<I, O> work) {
        List<O> results = new ArrayList<>(group.size());
        for (I each : group) {
            results.add(work.apply(each));
        }
        return results;
    }

    /** The element at a place in the stream, which goes over the list again and again. */
    Map<String, Object> at(int place) {
        return elements.get(place % COUNT);
    }

    /** What the results of that many elements come to, by a plain loop. */
    Tally expected(int count) {
        Double[] once = new Double[Math.min(count, COUNT)];
        for (int i = 0; i < once.length; i++) {
            once[i] = work(at(i));
        }
        Tally tally = new Tally();
        for (int i = 0; i < count; i++) {
            tally.take(once[i % COUNT]);
        }
        return tally;
    }

    /**
     * Compares what came out.
     *
     * @throws IllegalStateException if there is one too many or too few, one is wrong, or, where they are ordered, one is not in
     *     its place
     */
    void check(String engine, int count, Tally results, boolean ordered) {
        Tally expected = expected(count);
        if (results.records() != count || results.checksum() != expected.checksum()) {
            throw new IllegalStateException(engine + ": " + results.records() + " results for " + count + " elements, checksum "
                    + results.checksum() + ", not " + expected.checksum());
        }
        if (ordered && results.inOrder() != expected.inOrder()) {
            throw new IllegalStateException(engine + ": the results are not in the order of the elements");
        }
    }
}
