package io.nebula.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Holds the bill of materials in the jar against the libraries that are shipped beside it, and their licences against those that may
 * be; writes the list of third parties when asked to.
 */
class ShippedLibrariesIT {
    private static final Path JAR = Path.of("target/nebula.jar");
    private static final Path LIBRARIES = Path.of("target/lib");
    private static final String BILL = "META-INF/sbom/nebula.cdx.json";
    private static final Path NOTICE = Path.of("src/main/resources/META-INF/THIRD-PARTY.txt");
    /** A library of several licences may be shipped if one of them is here: whoever takes it may choose. */
    private static final Set<String> ALLOWED = Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "EPL-1.0",
            "EPL-2.0", "Go License");

    @Test
    void shouldListExactlyTheLibrariesThatAreShippedWithTheirBytes() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode component : components()) {
            String sum = StreamSupport.stream(component.get("hashes").spliterator(), false)
                    .filter(hash -> hash.get("alg").asText().equals("SHA-256")).findFirst().orElseThrow()
                    .get("content").asText();
            listed.put(component.get("name").asText() + "-" + component.get("version").asText() + ".jar", sum);
        }

        Map<String, String> shipped = new TreeMap<>();
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            for (Path file : files.toList()) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                shipped.put(file.getFileName().toString(), HexFormat.of().formatHex(sum));
            }
        }
        assertThat(listed).as("the bill of materials; after a change of libraries it is written by mvn cyclonedx:makeBom")
                .isEqualTo(shipped);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            assertThat(Arrays.stream(classPath.split(" ")).map(entry -> entry.replace("lib/", "")))
                    .containsExactlyInAnyOrderElementsOf(shipped.keySet());
        }
    }

    @Test
    void shouldShipOnlyLibrariesWhoseLicencesAreAllowed() throws IOException {
        assertThat(components()).allSatisfy(component -> assertThat(licences(component))
                .as("licences of %s: if one of them may be shipped, allow it here", component.get("name").asText())
                .containsAnyElementsOf(ALLOWED));
    }

    @Test
    void shouldNameEveryThirdPartyInTheJar() throws IOException {
        String expected = components().stream().map(component -> component.get("group").asText() + ":"
                + component.get("name").asText() + ":" + component.get("version").asText() + " | "
                + String.join(" or ", licences(component))).sorted().collect(Collectors.joining("\n", """
                        Libraries that are shipped with Nebula, and their licences. Written from META-INF/sbom/nebula.cdx.json by
                        mvn verify -Dtest=ShippedLibrariesIT -Dsurefire.failIfNoSpecifiedTests=false -Dnebula.write-pages=true

                        """, "\n"));
        if (Boolean.getBoolean("nebula.write-pages")) {
            Files.createDirectories(NOTICE.getParent());
            Files.writeString(NOTICE, expected);
        }

        assertThat(Files.readString(NOTICE)).isEqualTo(expected);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/THIRD-PARTY.txt")).isNotNull();
        }
    }

    private static List<JsonNode> components() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile()); InputStream bill = jar.getInputStream(jar.getEntry(BILL))) {
            List<JsonNode> components = new ArrayList<>();
            new ObjectMapper().readTree(bill).get("components").forEach(components::add);
            assertThat(components).isNotEmpty();
            return components;
        }
    }

    /** As the bill has them: by their SPDX identifiers where it knows them, by name otherwise. */
    private static List<String> licences(JsonNode component) {
        return StreamSupport.stream(component.get("licenses").spliterator(), false).map(each -> each.get("license"))
                .map(licence -> licence.has("id") ? licence.get("id").asText() : licence.get("name").asText()).toList();
    }
}
