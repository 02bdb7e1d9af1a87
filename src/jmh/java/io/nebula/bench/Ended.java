package io.nebula.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that has ended well.
 *
 * @param seconds wall time from start to end
 * @param peakBytes the most memory it had resident at one time, as last seen before its end
 * @param output what it wrote, standard output and standard error together
 */
record Ended(double seconds, long peakBytes, List<String> output) {
    /** What a process of ours prints before its results. */
    static final String RESULT = "RESULT ";

    /** The {@code name=value} pairs of the last line with results. */
    Map<String, String> result() {
        String line = output.stream().filter(each -> each.startsWith(RESULT)).reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("the process printed no result:\n"
                        + String.join("\n", output)));
        Map<String, String> result = new HashMap<>();
        for (String pair : line.substring(RESULT.length()).strip().split(" ")) {
            result.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return result;
    }

    double number(String name) {
        return Double.parseDouble(result().get(name));
    }
}
