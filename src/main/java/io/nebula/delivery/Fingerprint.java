package io.nebula.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides which bytes a job writes, as named facts: two runs with the same facts write the same output.
 *
 * @param facts by name, e.g. {@code transforms[0].where}
 */
public record Fingerprint(SortedMap<String, String> facts) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public Fingerprint {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    public static Fingerprint of(Map<String, String> facts) {
        return new Fingerprint(new TreeMap<>(facts));
    }

    /** The same but for the facts whose names begin with that. */
    public Fingerprint without(String prefix) {
        SortedMap<String, String> left = new TreeMap<>(facts);
        left.keySet().removeIf(name -> name.startsWith(prefix));
        return new Fingerprint(left);
    }

    /** A short text that is another one for other facts. */
    public String hash() {
        long hash = FNV_OFFSET;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            hash = hash(hash(hash, fact.getKey()), fact.getValue());
        }
        return HexFormat.of().toHexDigits(hash);
    }

    /** FNV-1a of 64 bits, of the length and the bytes. Nobody makes facts to collide, and a digest takes long to load. */
    private static long hash(long before, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long hash = (before ^ bytes.length) * FNV_PRIME;
        for (byte value : bytes) {
            hash = (hash ^ (value & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    /** What {@code now} has other than this, a line for each, in the words of the configuration. */
    public List<String> differences(Fingerprint now) {
        return Differences.between(facts, now.facts);
    }
}
