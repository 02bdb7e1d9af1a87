package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.cli.page.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions with every verb; {@code validate} has more of its own. Each file holds command lines, after {@code $}, and
 * what is said to each where nothing is a terminal; {@code COLUMNS} before a command stands for a terminal of that
 * width without colours. {@code NAME.terminal.txt} is the same session on a terminal. With {@code -Dnebula.transcripts=write}
 * they are written anew.
 */
class PlaygroundTranscriptsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/transcripts/playground");
    /** Where the commands find and leave files: messages name it. */
    private static final Path DIRECTORY = Path.of("target/playground");
    private static final boolean WRITE = "write".equals(System.getProperty("nebula.transcripts"));
    private static final Pattern HEAD = Pattern.compile("(.*) \\| head -n (\\d+)");
    private static final Pattern MISTAKE = Pattern.compile("error\\[([a-z-]+)\\]|^nebula: (.*)", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @BeforeEach
    void copyFiles() throws IOException {
        if (Files.exists(DIRECTORY)) {
            try (Stream<Path> old = Files.walk(DIRECTORY)) {
                for (Path path : old.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(DIRECTORY);
        try (Stream<Path> files = Files.list(GOLDEN.resolve("files"))) {
            for (Path file : files.toList()) {
                Files.copy(file, DIRECTORY.resolve(file.getFileName()));
            }
        }
    }

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\w+\\.txt"))
                    .map(name -> name.replace(".txt", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldSayWhatTheTranscriptSays(String name) throws IOException {
        compare(session(name, Style.PLAIN), GOLDEN.resolve(name + ".txt"));
    }

    /** The escape character stands there as {@code ^[}, a return to the beginning of the line as {@code ^M}. */
    @ParameterizedTest
    @MethodSource("names")
    void shouldSayItInColourOnATerminal(String name) throws IOException {
        String said = session(name, new Style(true, 100)).replace("\033", "^[").replace("\r", "^M");

        compare(said, GOLDEN.resolve(name + ".terminal.txt"));
    }

    @Test
    void shouldKnowEveryVerb() throws IOException {
        List<String> verbs = Main.verbs(new Console(System.out, System.err, false), null).stream()
                .map(verb -> verb.synopsis().name()).toList();
        StringBuilder all = new StringBuilder();
        for (String name : names().toList()) {
            all.append(Files.readString(GOLDEN.resolve(name + ".txt")));
        }

        assertThat(verbs).allSatisfy(verb -> assertThat(all).contains("$ nebula " + verb));
    }

    /** The kinds are told apart by the code in brackets, or by what is said of a command line. */
    @Test
    void shouldKnowManyKindsOfMistakes() throws IOException {
        Set<String> kinds = new TreeSet<>();
        for (String name : names().toList()) {
            Matcher mistake = MISTAKE.matcher(Files.readString(GOLDEN.resolve(name + ".txt")));
            while (mistake.find()) {
                kinds.add(mistake.group(1) != null ? mistake.group(1)
                        : mistake.group(2).replaceAll("[\"'].*?[\"']", "…"));
            }
        }

        assertThat(kinds).hasSizeGreaterThanOrEqualTo(20);
    }

    private static String session(String name, Style style) throws IOException {
        StringBuilder session = new StringBuilder();
        for (String line : Files.readAllLines(GOLDEN.resolve(name + ".txt"))) {
            if (line.startsWith("$ ")) {
                session.append(line).append('\n').append(answer(line.substring(2), style));
            }
        }
        return session.toString();
    }

    private static void compare(String said, Path golden) throws IOException {
        if (WRITE) {
            Files.writeString(golden, said);
        }
        assertThat(said).isEqualTo(Files.readString(golden));
    }

    private static String answer(String command, Style usual) throws IOException {
        Matcher head = HEAD.matcher(command);
        if (head.matches()) {
            List<String> lines = answer(head.group(1), usual).lines().limit(Long.parseLong(head.group(2))).toList();
            return String.join("\n", lines) + "\n";
        }
        List<String> words = words(command);
        if (words.get(0).equals("cat")) {
            Path file = Path.of(words.get(1));
            return Files.exists(file) ? Files.readString(file) : "there is no " + file + "\n";
        }
        Style style = usual;
        if (words.get(0).startsWith("COLUMNS=")) {
            style = new Style(false, Integer.parseInt(words.remove(0).substring("COLUMNS=".length())));
        }
        int redirect = words.indexOf("<");
        InputStream before = System.in;
        if (redirect > 0) {
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(Path.of(words.get(redirect + 1)))));
            words = words.subList(0, redirect);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        try {
            Console console = new Console(stream, stream, style.colour(), style, style.colour() ? style : Style.PLAIN,
                    TerminalWidth.of(style.width(), Map.of()));
            int code = Main.run(words.subList(1, words.size()).toArray(new String[0]), console,
                    new Shutdown(stream, exit -> {}));
            return steady(said.toString(StandardCharsets.UTF_8)) + (code == 0 ? "" : "exit code " + code + "\n");
        } finally {
            System.setIn(before);
        }
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find();) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words;
    }

    /** Without what differs from one run to the next, or from one machine to another. */
    private static String steady(String said) {
        return said.replace(Path.of("").toAbsolutePath().toString(), "(here)").replaceAll("in \\d+\\.\\d+ s", "in 0.00 s")
                .replaceAll("(?m)^  speed .*records/s.*", "  speed …").replaceAll("commit \\w+", "commit …")
                .replaceAll("(?m)^Java \\d.*", "Java …").replaceAll("(?m)^\\d+ CPUs, .*", "… CPUs, …");
    }
}
