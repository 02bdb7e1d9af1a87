package io.nebula.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.options.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of codes against the sources that give them out. */
class CodesTest {
    private static final Path JAVA = Path.of("src/main/java/io/nebula");
    /** What gives a code out, and which argument that is. */
    private static final Map<String, Integer> CALLS = Map.ofEntries(
            Map.entry("Problem\\.at", 1), Map.entry("Problem\\.key", 1), Map.entry("Problem\\.within", 3),
            Map.entry("new Problem", 3), Map.entry("Diagnostic\\.error", 2), Map.entry("Diagnostic\\.warning", 2),
            Map.entry("Diagnostic\\.ofFile", 1), Map.entry("new Diagnostic", 1), Map.entry("scan\\.fail", 2),
            Map.entry("scan\\.warn", 2), Map.entry("\\.reject", 1), Map.entry("new Reject", 3), Map.entry("\\.fails", 0),
            Map.entry("rejectRecord", 2), Map.entry("rejects\\.add", 2), Map.entry(" problem", 0), Map.entry("\\Wproblem", 1));
    private static final Pattern WORD = Pattern.compile("\"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\"");
    private static final Pattern HYPHENATED = Pattern.compile("\"([a-z]+(?:-[a-z0-9]+)+)\"");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z_]*");
    /** Words with hyphens that are neither codes nor part of a setting. */
    private static final Set<String> OTHER_WORDS = Set.of("row-filter", "mailbox-capacity", "input-file", "expect-rejects");
    /** Names of threads, and places where a test lets the process die. */
    private static final Pattern NAME = Pattern.compile("\"nebula-[a-z-]+\"|CrashPoints\\.\\w+\\([^)]*\\)|\\w+\\.reached\\([^)]*\\)");

    @Test
    void shouldExplainEveryCodeThatIsGivenOutAndNoOther() throws IOException {
        Set<String> known = Catalog.codes().stream().map(Code::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> words = literals();
        Set<String> given = given();
        words.stream().filter(known::contains).forEach(given::add);

        assertThat(given).isEqualTo(known);
        words.removeAll(known);
        words.removeAll(OTHER_WORDS);
        words.removeAll(settingWords());
        assertThat(words).as("words that are no codes, no settings and not known here").isEmpty();
    }

    @Test
    void shouldNameEachCodeOnceAndSayEverythingAboutIt() {
        assertThat(Catalog.codes()).extracting(Code::name).doesNotHaveDuplicates();
        assertThat(Catalog.codes()).allSatisfy(code -> {
            assertThat(List.of(code.meaning(), code.cause(), code.remedy())).allMatch(text -> text.endsWith("."));
            assertThat(code.example()).isNotBlank();
        });
    }

    private static Set<String> given() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String source : sources()) {
            CALLS.forEach((call, argument) -> Pattern.compile(call + "\\(").matcher(source).results()
                    .map(match -> arguments(source, match.end())).filter(arguments -> arguments.size() > argument)
                    .forEach(arguments -> codes.addAll(codes(arguments.get(argument), source))));
        }
        return codes;
    }

    /** A literal, a constant of the same class, or a choice of them. */
    private static List<String> codes(String argument, String source) {
        if (CONSTANT.matcher(argument).matches()) {
            Matcher value = Pattern.compile("\\b" + argument + " = \"([a-z0-9-]+)\"").matcher(source);
            return value.find() ? List.of(value.group(1)) : List.of();
        }
        return Arrays.stream(argument.split("[?:]")).map(String::strip).map(WORD::matcher).filter(Matcher::matches)
                .map(word -> word.group(1)).toList();
    }

    private static List<String> arguments(String source, int from) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        int depth = 1;
        for (int i = from; depth > 0 && i < source.length(); i++) {
            char c = source.charAt(i);
            boolean escaped = quoted && source.charAt(i - 1) == '\\' && source.charAt(i - 2) != '\\';
            quoted ^= c == '"' && !escaped && source.charAt(i - 1) != '\'';
            depth += quoted ? 0 : "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (!quoted && depth == 1 && c == ',') {
                arguments.add(argument.toString().strip());
                argument.setLength(0);
            } else {
                argument.append(c);
            }
        }
        arguments.add(argument.toString().replaceFirst("\\)$", "").strip());
        return arguments;
    }

    private static Set<String> literals() throws IOException {
        Set<String> words = new TreeSet<>();
        for (String source : sources()) {
            HYPHENATED.matcher(NAME.matcher(source).replaceAll("")).results().map(MatchResult::group).map(word -> word.replace("\"", "")).forEach(words::add);
        }
        return words;
    }

    private static Set<String> settingWords() {
        Stream<Setting> all = Stream.concat(Catalog.settings().stream(),
                Catalog.components().stream().flatMap(component -> component.settings().stream()));
        return all.flatMap(setting -> Stream.concat(Arrays.stream(setting.key().split("\\.")), setting.choices().stream()))
                .collect(Collectors.toSet());
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(JAVA)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.startsWith(JAVA.resolve("catalog"))).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }
}
