package io.nebula.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoconScannerTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "# only a comment",
        "{ a = 1 }",
        "a = 1, b : 2\nc=3",
        "a { b { c = x y z } }",
        "a.b.c = 1\na.b.d = 2\na : { b.e : 3 }",
        "\"a.b\".c = 1",
        "\"a\".\"b\" = 1\n\"c d\" = 2\ne f = 3",
        "a = [1, 2, 3]\nb = [\n  1\n  2 # two\n  3\n]",
        "a = [{ x = 1 }, { y = [{ z = 2 }] }]",
        "a = [1] [2, 3]",
        "a += 1\na += { b = 2 }\na += [3]",
        "a = [0]\na += 1",
        "a = { b = 1 } { c = 2 }",
        "a = { b = 1 }\na = { c = 2 }\na = 5",
        "a = [1, 2, 3]\na = [9]",
        "a = [1, 2]\na { b = 1 }",
        "a = 5\na { b = 1 }",
        "a { b = 1 }\na = null",
        "a = \"x # no comment\" // a comment\nb = 1",
        "a = \"\"\"line one\nline \"two\"\"\"\"\nb = 2",
        "a = \"with \\\" quote, \\\\ and \\u0041\"",
        "a = http//x\nb = 1e+5\nc = -12.5\nd = 10 ms",
        "a = \n  1\nb\n{ c = 1 }",
        "a = true b false",
        "a = 1,\nb = 2,",
        "a { b = 1, }",
        "a { b = 1 }, c { d = 2 }",
        "includes = 1\ninclude.d = 2\n",
        "a = \"x:y\"",
    })
    void shouldFindThePathsThatTheParserFinds(String text) throws ScanException {
        assertThat(scannedPaths(text)).isEqualTo(parsedPaths(text));
    }

    @Test
    void shouldFindThePathsThatTheParserFindsInRandomTexts() throws ScanException {
        for (int seed = 0; seed < 2_000; seed++) {
            String text = new RandomHocon(new Random(seed)).document();
            assertThat(scannedPaths(text)).as("seed %d:%n%s", seed, text).isEqualTo(parsedPaths(text));
        }
    }

    @Test
    void shouldReadWhatTheParserReadsAndPlaceNearlyAllThatItRefuses() {
        int refused = 0;
        int placed = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String whole = new RandomHocon(random).document();
            int cut = random.nextInt(whole.length());
            String text = whole.substring(0, cut) + "{}[]\"=,*".charAt(random.nextInt(8)) + whole.substring(cut + 1);
            if (parses(text)) {
                assertThat(scans(text)).as("seed %d:%n%s", seed, text).isTrue();
            } else {
                refused++;
                placed += scans(text) ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(200);
        assertThat(placed).isGreaterThan(refused * 9 / 10);
    }

    @Test
    void shouldPlaceKeysAndValues() throws ScanException {
        String text = "a {\n  \"b c\" : [ one, \"two\" ] # note\n}";
        Positions positions = scanned(text).positions();

        assertThat(shown(positions.get(List.of("a", "b c")).key())).isEqualTo("\"b c\"");
        assertThat(shown(positions.get(List.of("a", "b c")).value())).isEqualTo("[ one, \"two\" ]");
        assertThat(shown(positions.get(List.of("a", "b c", "1")).value())).isEqualTo("\"two\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = x*", "a = \"x", "a = \"\"\"x", "a { b = 1", "a = [1, 2", "a }", "a = ${x", "a = ", "= 1", "a"})
    void shouldSayWhatIsWrongWithTheSyntax(String text) {
        assertThatThrownBy(() -> scanned(text)).isInstanceOf(ScanException.class);
        assertThat(parses(text)).isFalse();
    }

    private static String shown(Span span) {
        return span.source().text().substring(span.start(), span.end());
    }

    private static Scan scanned(String text) throws ScanException {
        Scan scan = new Scan();
        HoconScanner.scan(new SourceText("test.conf", Path.of("test.conf"), text, 0), List.of(), scan);
        return scan;
    }

    private static boolean scans(String text) {
        try {
            scanned(text);
            return true;
        } catch (ScanException e) {
            return false;
        }
    }

    private static boolean parses(String text) {
        try {
            ConfigFactory.parseString(text);
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private static Set<List<String>> scannedPaths(String text) throws ScanException {
        return scanned(text).positions().paths();
    }

    private static Set<List<String>> parsedPaths(String text) {
        Config config = ConfigFactory.parseString(text).resolve();
        Set<List<String>> paths = new HashSet<>();
        collect(config.root().unwrapped(), List.of(), paths);
        return paths;
    }

    private static void collect(Object value, List<String> path, Set<List<String>> paths) {
        if (!path.isEmpty()) {
            paths.add(path);
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> collect(part, Positions.child(path, key.toString()), paths));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), Positions.child(path, Integer.toString(i)), paths);
            }
        }
    }
}
