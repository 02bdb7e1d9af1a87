package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.cli.MarkdownPage.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything in the README and in {@code src/docs} that a reader may type, typed. Each page is worked through from its
 * beginning in a directory with the files of {@code src/test/resources/documentation} and the samples. What a block is
 * stands behind its backticks:
 *
 * <ul>
 *   <li>{@code sh}: each line is run and has to end with 0;
 *   <li>{@code hocon}: validated; a fragment inside a pipeline that lacks it, a whole pipeline is run, tests are run;
 *   <li>{@code java}: compiled; run if a remark says what {@code holds} after it, with what another says is {@code given};
 *   <li>{@code usage}: verbs and their options, which are compared with the tool's;
 *   <li>{@code text}: what a command says, which the comment {@code output of} names;
 * </ul>
 *
 * and a command in a paragraph is run too. HTML comments before a block or a paragraph, which readers do not see, add
 * what it takes: {@code before} a command to run first, {@code fields} for a transform, {@code output of} and
 * {@code output of, first N lines}, {@code not run} with the reason, {@code not run, line} with its number and the reason.
 */
class DocumentationIT {
    private static final Pattern FIRST_LINES = Pattern.compile("output of, first (\\d+) lines");
    private static final String NOT_RUN = "not run";

    @TempDir
    private Path directory;

    static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("src/docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), pages.sorted()).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldShowWhatWorks(Path file) throws Exception {
        ExampleFolder folder = new ExampleFolder(directory);
        DocumentedCommands commands = new DocumentedCommands(folder);
        DocumentedPipelines pipelines = new DocumentedPipelines(folder);
        SoftAssertions softly = new SoftAssertions();
        try (DocumentedJava java = new DocumentedJava(directory)) {
            for (Passage passage : MarkdownPage.read(file).passages()) {
                softly.assertThatCode(() -> {
                    for (String command : passage.remarks("before")) {
                        commands.run(command, passage);
                    }
                    if (passage.remarks(NOT_RUN).isEmpty()) {
                        check(passage, commands, pipelines, java);
                    }
                }).as(passage.toString()).doesNotThrowAnyException();
            }
        }
        softly.assertThatCode(pipelines::validate).doesNotThrowAnyException();
        softly.assertAll();
    }

    /** A dependency on the library: the artifact that the build makes. */
    private static void checkCoordinates(Passage passage) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String own = pom.substring(pom.indexOf("<groupId>"), pom.indexOf("</version>"));
        assertThat(passage.text().replaceAll("\\s+", "")).isEqualTo("<dependency>" + own.replaceAll("\\s+", "")
                + "</version></dependency>");
    }

    private void check(Passage passage, DocumentedCommands commands, DocumentedPipelines pipelines,
            DocumentedJava java) throws Exception {
        switch (passage.kind()) {
            // the page of reference shows mistakes among its commands, and the answers to them
            case MarkdownPage.PROSE -> commands.runSpans(passage, passage.page().endsWith("reference.md"));
            case "sh" -> commands.runLines(passage);
            case "hocon" -> pipelines.add(passage);
            case "java" -> java.check(passage);
            case "usage" -> commands.checkUsage(passage);
            case "text" -> compare(passage, commands);
            case "xml" -> checkCoordinates(passage);
            default -> throw new AssertionError(passage + ": there is no kind of block \"" + passage.kind()
                    + "\"; write sh, hocon, java, usage, text or xml behind its backticks");
        }
    }

    private static void compare(Passage block, DocumentedCommands commands) throws Exception {
        int found = 0;
        for (String word : block.remarks().keySet()) {
            Matcher first = FIRST_LINES.matcher(word);
            int lines = first.matches() ? Integer.parseInt(first.group(1)) : block.text().split("\n").length;
            if (first.matches() || word.equals("output of")) {
                commands.compareOutput(block, block.remarks(word).get(0), lines);
                found++;
            }
        }
        assertThat(found).as("%s: comments before the block that say what it is the output of", block).isEqualTo(1);
    }

    @Test
    void shouldNameEverythingThatIsNotRun() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path page : pages()) {
            for (Passage passage : MarkdownPage.read(page).passages()) {
                for (String word : List.of(NOT_RUN, "not run, line")) {
                    passage.remarks(word).forEach(reason -> found.add(page.getFileName() + ": " + reason));
                }
            }
        }

        String measuring = "benchmarks.md: it measures for minutes to hours, on a machine that is otherwise idle";
        assertThat(found).containsExactly(
                "README.md: 2: `mvn verify` is what runs this",
                "README.md: `nebula bench` measures for half a minute; src/docs/cli.md has a shorter one",
                measuring, measuring, measuring, measuring,
                "cli.md: it measures for half a minute; the next block is the output of a shorter one",
                "concurrency.md: it takes a quarter of an hour of both processors",
                "delivery.md: they kill for hours; `mvn verify` does so for less time",
                "fuzzing.md: they fuzz for minutes",
                "library.md: it installs into the local repository; StrangerIT runs the program without that",
                "operations.md: CompletionTest gives them to the shells",
                "proof.md: `mvn verify` is what runs this",
                "proof.md: it lasts for half an hour; `mvn verify` does so for less time",
                "simulation.md: they try seeds for minutes; `mvn verify` tries some",
                "simulation.md: they try seeds for minutes; `mvn verify` tries some");
    }
}
