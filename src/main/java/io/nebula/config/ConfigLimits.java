package io.nebula.config;

import io.nebula.config.Scan.Substitution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much configuration is read. A file of a few lines can stand for any amount of it: by files that include one another,
 * and by substitutions of substitutions.
 */
final class ConfigLimits {
    /** The code of whatever is beyond a limit. */
    static final String CODE = "too-large";
    /** The most bytes of one file. */
    static final long FILE_BYTES = 4 << 20;
    /** How many files may lie between one that is included and the one that was named. */
    static final int INCLUDE_DEPTH = 50;
    /** How many files are included in all, each as often as it is. */
    static final int INCLUDED_FILES = 1_000;
    /** The most characters that a substitution may stand for, about. */
    static final long EXPANDED_CHARACTERS = 16 << 20;

    private final Scan scan;
    private final Map<List<String>, Long> known = new HashMap<>();

    private ConfigLimits(Scan scan) {
        this.scan = scan;
    }

    /** The first substitution that would become too large, as a finding; null if there is none. */
    static Diagnostic exceeded(Scan scan) {
        ConfigLimits limits = new ConfigLimits(scan);
        for (Substitution substitution : scan.substitutions()) {
            if (limits.characters(substitution.target()) > EXPANDED_CHARACTERS) {
                return Diagnostic.error(substitution.place(), String.join(".", substitution.path()), CODE,
                        "what this stands for would have more than " + (EXPANDED_CHARACTERS >> 20) + " million characters",
                        "substitute less");
            }
        }
        return null;
    }

    /** How long the value at a path becomes, about; a path that leads back to itself is somebody else's finding. */
    private long characters(List<String> target) {
        Long found = known.putIfAbsent(target, 0L);
        if (found != null) {
            return found;
        }
        Entry entry = scan.positions().get(target);
        long sum = entry == null ? 1 : entry.value().end() - entry.value().start();
        for (Substitution part : scan.substitutions()) {
            if (isWithin(part.path(), target) || isWithin(target, part.path())) {
                sum = Math.min(EXPANDED_CHARACTERS + 1, sum + characters(part.target()));
            }
        }
        known.put(target, sum);
        return sum;
    }

    private static boolean isWithin(List<String> path, List<String> outer) {
        return path.size() >= outer.size() && path.subList(0, outer.size()).equals(outer);
    }
}
