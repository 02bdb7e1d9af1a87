package io.nebula.proof;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * What is claimed of Nebula, and the tests that hold it.
 *
 * @param what a promise, or a fault that is met
 * @param promise what becomes of everything when that fault comes; empty where {@code what} says it all
 * @param peer the furthest that others go, as far as we know
 * @param tests a class, or a method of one behind a {@code #}
 */
record Claim(String what, String promise, String peer, List<String> tests) {
    private static final Path CLAIMS = Path.of("src/test/resources/proof/claims.conf");

    static List<Claim> promises() {
        return read("promises");
    }

    static List<Claim> faults() {
        return read("faults");
    }

    private static List<Claim> read(String section) {
        return ConfigFactory.parseFile(CLAIMS.toFile()).getConfigList(section).stream().map(Claim::of).toList();
    }

    private static Claim of(Config claim) {
        return new Claim(claim.getString("what"), claim.hasPath("promise") ? claim.getString("promise") : "",
                claim.getString("peer"), claim.getStringList("tests"));
    }
}
