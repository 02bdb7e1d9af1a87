package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.cli.ExampleFolder.Answer;
import io.nebula.cli.MarkdownPage.Passage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Holds the commands of the documentation, and what it says that they say, against the tool. */
final class DocumentedCommands {
    private static final Pattern OURS = Pattern.compile("(\\w+=\\S+ )?(\\./)?nebula [a-z-].*");
    /** A word that stands for others, or a part that has been left out. */
    private static final Pattern OPEN = Pattern.compile(".*(\\b[A-Z]+\\b(?!=)|…|\\[).*");
    private static final Pattern FIGURE = Pattern.compile("\\b[0-9a-f]{16}\\b|\\d[\\d.,]*");
    private static final Pattern ADDED = Pattern.compile("\\W(--?[a-z-]+)");

    private final ExampleFolder folder;
    private final List<Verb> verbs = Main.verbs(new Console(new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(new ByteArrayOutputStream()), false), null);

    DocumentedCommands(ExampleFolder folder) {
        this.folder = folder;
    }

    /** Runs every line; an end of a line that is escaped goes on in the next. */
    void runLines(Passage block) throws Exception {
        List<String> without = block.remarks("not run, line").stream().map(remark -> remark.split(":")[0]).toList();
        String[] lines = block.text().replace("\\\n", " ").split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (!without.contains(Integer.toString(i + 1))) {
                run(lines[i], block);
            }
        }
    }

    Answer run(String command, Passage passage) throws Exception {
        Answer answer = folder.run(command);
        assertThat(answer.code()).as("%s: exit code of %s%n%s", passage, command, answer.said()).isZero();
        return answer;
    }

    /**
     * Compares the block with what a command says: figures may differ, as may the bars and the width of columns that
     * follow them, and {@code …} stands for anything, in a line of its own for any lines.
     */
    void compareOutput(Passage block, String command, int lines) throws Exception {
        String said = run(command, block).said();
        StringBuilder expected = new StringBuilder("(.*\n)?");
        for (String line : Arrays.asList(block.text().split("\n")).subList(0, lines)) {
            expected.append(line.strip().equals("…") ? "(.*\n)*?" : pattern(line) + "\n");
        }
        assertThat(Pattern.compile(expected.toString(), Pattern.MULTILINE).matcher(said.strip() + "\n").find())
                .as("%s: the output of %s, which is%n%s%nbut should have%n%s", block, command, said, block.text())
                .isTrue();
    }

    private static String pattern(String line) {
        StringBuilder pattern = new StringBuilder("[ ]*");
        for (String word : line.strip().split(" +")) {
            if (!word.matches("#+")) {
                StringBuilder part = new StringBuilder();
                for (String fixed : FIGURE.split(word, -1)) {
                    part.append(part.isEmpty() ? "" : "[-\\d.,a-f]+")
                            .append(Pattern.quote(fixed).replace("…", "\\E.*\\Q"));
                }
                pattern.append(part).append("[ ]*");
            }
        }
        return pattern.append("#*").toString();
    }

    /** Whether the verb and each of its options is shown, and nothing that there is not. */
    void checkUsage(Passage block) {
        for (String line : block.text().split("\n")) {
            Synopsis synopsis = synopsis(line);
            assertThat(synopsis).as("%s: the verb of %s", block, line).isNotNull();
            List<String> shown = ADDED.matcher(line).results().map(option -> option.group(1)).distinct().toList();
            if (!line.contains("the same options")) {
                assertThat(synopsis.words()).as("%s: options of %s", block, line).containsAll(shown);
                List<String> left = new ArrayList<>(synopsis.words());
                left.removeAll(shown);
                assertThat(left).as("%s: options that are not shown in %s", block, line)
                        .isSubsetOf(Option.HELP_IN_SHORT, Option.HELP.name(), Execution.DEBUG.name());
            }
        }
    }

    /** Runs the commands in a paragraph; of one that leaves something open, verb and options need only be known. */
    void runSpans(Passage paragraph, boolean only) throws Exception {
        for (String span : paragraph.codeSpans()) {
            if (!OURS.matcher(span).matches()) {
                continue;
            }
            Synopsis synopsis = synopsis(span);
            assertThat(synopsis).as("%s: the verb of %s", paragraph, span).isNotNull();
            String unquoted = span.replaceAll("'.*'", "");
            assertThat(ADDED.matcher(unquoted).results().map(option -> option.group(1)))
                    .as("%s: options of %s", paragraph, span).allMatch(option -> synopsis.option(option) != null);
            boolean named = synopsis.parameters().isEmpty() || span.matches(".*nebula \\S+ (.* )?[^- ].*");
            if (!only && named && !OPEN.matcher(span).matches()) {
                run(span, paragraph);
            }
        }
    }

    private Synopsis synopsis(String line) {
        String verb = line.replaceFirst(".*?nebula ", "").split(" ")[0];
        return verbs.stream().map(Verb::synopsis)
                .filter(synopsis -> synopsis.name().equals(verb) || verb.equals("VERB")).findFirst().orElse(null);
    }
}
