package io.nebula.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what the pages tell a reader to look at against what is there. */
class ReadingOrderTest {
    private static final Path JAVA = Path.of("src/main/java");
    private static final Path BENCHMARKS = Path.of("src/jmh/java");
    private static final Pattern FULL_NAME = Pattern.compile("io\\.nebula(\\.[a-z]+)*(\\.[A-Z]\\w*)?");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]\\w*)`");
    private static final Pattern FILE = Pattern.compile("(?:conf|src|dispatchers)/[\\w/.-]+\\.(?:conf|md|csv)");

    @Test
    void shouldNameOnlyPackagesAndTypesThatExist() throws IOException {
        for (Path page : pages()) {
            assertThat(missing(page, FULL_NAME, name -> Stream.of(JAVA, BENCHMARKS).anyMatch(root -> holds(root, name))))
                    .as(page.toString()).isEmpty();
        }
    }

    private static boolean holds(Path root, String name) {
        Path path = root.resolve(name.replace('.', '/'));
        return Files.exists(path) || Files.exists(path.resolveSibling(path.getFileName() + ".java"));
    }

    @Test
    void shouldNameOnlyTypesThatExistInTheReadme() throws IOException {
        Set<String> types = files(JAVA).map(path -> path.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(missing(Path.of("README.md"), TYPE, types::contains)).isEmpty();
    }

    @Test
    void shouldNameOnlyFilesThatExist() throws IOException {
        assertThat(missing(Path.of("README.md"), FILE, name -> Files.exists(Path.of(name)))).isEmpty();
    }

    private static Set<String> missing(Path page, Pattern pattern, Predicate<String> exists) throws IOException {
        Set<String> missing = new TreeSet<>();
        pattern.matcher(Files.readString(page)).results().map(ReadingOrderTest::last)
                .filter(exists.negate()).forEach(missing::add);
        return missing;
    }

    private static String last(MatchResult match) {
        return match.groupCount() == 1 ? match.group(1) : match.group();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("src/docs"))) {
            return Stream.of(Stream.of(Path.of("README.md")), docs,
                    files(JAVA).filter(path -> path.endsWith("package-info.java"))).flatMap(s -> s).toList();
        }
    }

    private static Stream<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(".java")).toList().stream();
        }
    }
}
