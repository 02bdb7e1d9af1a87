package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nebula.options.InvalidOptionsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePatternTest {
    @Test
    void shouldPutValuesWhereTheirFieldsAreNamed() throws Exception {
        RoutePattern pattern = RoutePattern.of("out/by/{category}-x/{odd name}.csv.gz");

        assertThat(pattern.fields()).extracting(RoutePattern.Field::name).containsExactly("category", "odd name");
        assertThat(pattern.base()).isEqualTo(Path.of("out/by"));
        assertThat(pattern.name("toys", "a b é")).isEqualTo("toys-x/a b é.csv.gz");
        assertThat(pattern.sibling()).isEqualTo(Path.of("out/by/{category}-x_{odd name}.csv.gz"));
        assertThat(pattern.glob()).isEqualTo("out/by/*-x/*.csv.gz");
        assertThat(RoutePattern.of("x[1]-{a}").glob()).isEqualTo("x[[]1]-*");
        assertThat(RoutePattern.of("{a}.csv").base()).isEqualTo(Path.of(""));
        assertThat(RoutePattern.of("out/{a}{b}").glob()).isEqualTo("out/*");
        assertThat(RoutePattern.of("out/x.csv").literal()).isEqualTo("out/x.csv");
    }

    @Test
    void shouldTakeABraceThatIsWrittenTwiceForOne() throws Exception {
        RoutePattern pattern = RoutePattern.of("{{x}}/{{{a}}}.csv");

        assertThat(pattern.base()).isEqualTo(Path.of("{x}"));
        assertThat(pattern.fields()).containsExactly(new RoutePattern.Field("a", 9));
        assertThat(pattern.name("1")).isEqualTo("{1}.csv");
        assertThat(pattern.name("{a}.csv.nebula")).isEqualTo("{%7Ba}.csv.nebula}.csv");
        assertThat(pattern.sibling()).isEqualTo(Path.of("{x}/{{{a}}}.csv"));
        assertThat(pattern.glob()).isEqualTo("?x}/?*}.csv");
        assertThat(RoutePattern.of("a/{{b}}/c").literal()).isEqualTo("a/{b}/c");
    }

    @Test
    void shouldTellWhichFilesValuesCouldName(@TempDir Path dir) throws Exception {
        Files.createDirectories(dir.resolve("out/toys"));
        Files.createSymbolicLink(dir.resolve("link"), dir.resolve("out"));
        RoutePattern pattern = RoutePattern.of(dir + "/out/{a}/x-{b}.csv");

        assertThat(pattern.covers(dir.resolve("out/toys/x-1.csv"))).isTrue();
        assertThat(pattern.covers(dir.resolve("link/toys/x-1.csv"))).isTrue();
        assertThat(pattern.covers(dir.resolve("out/games/x-.csv"))).isFalse();
        assertThat(pattern.covers(dir.resolve("out/x-1.csv"))).isFalse();
        assertThat(pattern.covers(dir.resolve("other/toys/x-1.csv"))).isFalse();
    }

    @Test
    void shouldKeepFilesBelowTheDirectoryAndValuesApartWhateverTheyAre() throws Exception {
        RoutePattern pattern = RoutePattern.of("out/{a}/{b}");

        assertThat(pattern.name("..", ".")).isEqualTo("%2E./%2E");
        assertThat(pattern.name("/etc/passwd", "a\0b")).isEqualTo("%2Fetc%2Fpasswd/a%00b");
        assertThat(pattern.name(null, "")).isEqualTo("%null/%empty");
        assertThat(pattern.name("%null", "%empty")).isEqualTo("%25null/%25empty");
        assertThat(pattern.name("a\nb", "x".repeat(255))).isEqualTo("a%0Ab/" + "x".repeat(255));
        assertThat(pattern.name("a", "x".repeat(256))).isNull();
        assertThat(pattern.name("a", "é".repeat(128))).isNull();
        assertThat(RoutePattern.of("{a}/{b}/{c}/".repeat(6) + "x").name(Collections.nCopies(18, "x".repeat(255))
                .toArray(String[]::new))).isNull();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<List<String>> values = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String[] pair = {value(random), value(random)};
            Path path = pattern.base().resolve(pattern.name(pair));
            assertThat(path.normalize()).as("seed %d", seed).isEqualTo(path);
            assertThat(path.getNameCount()).as("seed %d", seed).isEqualTo(3);
            values.add(List.of(String.valueOf((Object) pair[0]) + (pair[0] == null), pair[1] + (pair[1] == null)));
            names.add(pattern.name(pair));
        }
        assertThat(names).as("seed %d", seed).hasSameSizeAs(values);
    }

    private static String value(Random random) {
        if (random.nextInt(10) == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append("./%\0a2F\\~".charAt(random.nextInt(9)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/{a", "out/{}.csv", "out/{a{b}}.csv", "out/{a}/", "out/{a}/../{b}", "out/{a}/./b",
        "out/{a}//b", "out/{a}}.csv", "out/{a}\n.csv"})
    void shouldRefusePathsThatFilesCannotHave(String path) {
        InvalidOptionsException refused =
                catchThrowableOfType(InvalidOptionsException.class, () -> RoutePattern.of(path));

        assertThat(refused).as(path).isNotNull();
        assertThat(refused.problems().get(0).code()).isEqualTo("bad-path");
    }
}
