package io.nebula.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    private static final int HASH_BYTES = 8;

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
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        facts.forEach((name, value) -> {
            for (String text : List.of(name, value)) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
        });
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }

    /** What {@code now} has other than this, a line for each, in the words of the configuration. */
    public List<String> differences(Fingerprint now) {
        return Differences.between(facts, now.facts);
    }
}
