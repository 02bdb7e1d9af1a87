package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the README's table of verbs in step with the tool. */
class ReadmeVerbsTest {
    private static final String HEAD = "| verb | what it does |\n|---|---|\n";

    @Test
    void shouldListEveryVerbAsItIs() throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        for (Verb verb : Main.verbs(Console.ofProcess(System.out), null)) {
            Synopsis synopsis = verb.synopsis();
            StringBuilder call = new StringBuilder("nebula ").append(synopsis.name());
            synopsis.parameters().forEach(parameter -> call.append(' ').append(parameter.shown()));
            table.append("| `").append(call.toString().replace("|", "\\|")).append("` | ").append(synopsis.description())
                    .append(" |\n");
        }

        assertThat(Files.readString(Path.of("README.md"))).contains(table + "\n");
    }
}
