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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions with the verbs that try things out. Each file holds command lines, after {@code $}, and what is said to each;
 * {@code COLUMNS} before a command stands for a terminal of that width without colours. With
 * {@code -Dnebula.transcripts=write} they are written anew.
 */
class PlaygroundTranscriptsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/transcripts/playground");
    /** Where the commands find and leave files: messages name it. */
    private static final Path DIRECTORY = Path.of("target/playground");
    private static final boolean WRITE = "write".equals(System.getProperty("nebula.transcripts"));
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

    @ParameterizedTest
    @ValueSource(strings = {"eval", "init", "test", "run"})
    void shouldSayWhatTheTranscriptSays(String name) throws IOException {
        Path golden = GOLDEN.resolve(name + ".txt");
        StringBuilder session = new StringBuilder();
        for (String line : Files.readAllLines(golden)) {
            if (line.startsWith("$ ")) {
                session.append(line).append('\n').append(answer(line.substring(2)));
            }
        }

        if (WRITE) {
            Files.writeString(golden, session.toString());
        }
        assertThat(session.toString()).isEqualTo(Files.readString(golden));
    }

    private static String answer(String command) throws IOException {
        List<String> words = words(command);
        if (words.get(0).equals("cat")) {
            Path file = Path.of(words.get(1));
            return Files.exists(file) ? Files.readString(file) : "there is no " + file + "\n";
        }
        Style style = Style.PLAIN;
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
            int code = Main.run(words.subList(1, words.size()).toArray(new String[0]), new Console(stream, stream, false, style),
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
                .replaceAll("(?m)^  speed .*", "  speed …");
    }
}
