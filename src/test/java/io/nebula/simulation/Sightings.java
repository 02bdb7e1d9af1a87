package io.nebula.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has been seen to happen, and how often: a simulation in which nothing happens finds nothing. */
final class Sightings {
    private final Map<String, Long> seen = new TreeMap<>();

    void see(String what) {
        seen.merge(what, 1L, Long::sum);
    }

    /** Those of the expected that have not been seen. */
    List<String> missing(List<String> expected) {
        return expected.stream().filter(what -> !seen.containsKey(what)).toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        seen.forEach((what, times) -> text.append(String.format("%9d  %s%n", times, what)));
        return text.toString();
    }
}
