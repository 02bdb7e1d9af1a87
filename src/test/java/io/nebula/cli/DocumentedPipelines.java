package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.nebula.cli.ExampleFolder.Answer;
import io.nebula.cli.MarkdownPage.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes pipelines of the configuration that the documentation shows, and has them validated, run or tested. */
final class DocumentedPipelines {
    /** A transform that stands in a block beside others. */
    private static final Pattern ELEMENT = Pattern.compile("(?m)^\\{.*(?:\n(?!\\{).*)*");

    private final ExampleFolder folder;
    private final List<String> files = new ArrayList<>();

    DocumentedPipelines(ExampleFolder folder) {
        this.folder = folder;
    }

    /** Takes a block; fragments are put where they belong. */
    void add(Passage block) throws Exception {
        String text = block.text();
        if (text.startsWith("{")) {
            for (String element : ELEMENT.matcher(text).results().map(match -> match.group()).toList()) {
                addFragment("transforms = [\n" + element + "\n]", block);
            }
            return;
        }
        // the file that an include names is found from where the block is put
        Config config = ConfigFactory.parseString(text.replaceAll("(?m)^include .*", ""));
        if (config.hasPath("nebula.tests")) {
            folder.write("birds.test.conf", text);
            succeed("nebula test birds.conf", block);
        } else if (config.root().containsKey("nebula")) {
            String name = "conf/" + name(block) + ".conf";
            folder.write(name, text);
            succeed("nebula run " + name + " --quiet", block);
            files.add(name);
        } else {
            addFragment(text, block);
        }
    }

    private void addFragment(String text, Passage block) throws Exception {
        Config config = ConfigFactory.parseString(text);
        String source = config.hasPath("source") ? "" : source(block);
        String sink = config.hasPath("sink") ? "" : "sink { type = discard }\n";
        String name = name(block) + "-" + files.size() + ".conf";
        folder.write(name, "nebula.pipeline {\n" + source + sink + text + "\n}\n");
        files.add(name);
    }

    /** Records that have the fields which the block asks for. */
    private String source(Passage block) throws Exception {
        List<String> fields = block.remarks("fields");
        return fields.isEmpty() ? "source = fields.csv\n"
                : "source { type = file, path = fields.jsonl, schema { " + fields.get(0) + " } }\n";
    }

    private static String name(Passage block) {
        return block.page().getFileName().toString().replace(".md", "") + "-" + block.line();
    }

    /** All at once, because each start of the tool takes its time. */
    void validate() throws Exception {
        if (!files.isEmpty()) {
            Answer answer = folder.run("nebula validate --deny-warnings " + String.join(" ", files));
            assertThat(answer.code()).as(answer.said()).isZero();
        }
    }

    private void succeed(String command, Passage block) throws Exception {
        Answer answer = folder.run(command);
        assertThat(answer.code()).as("%s: exit code of %s%n%s", block, command, answer.said()).isZero();
    }
}
