package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
    /** Plays what the shell does: takes the words apart and calls the function. */
    private static final String DRIVER = """
            source "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _nebula
            printf '%s\\n' "${COMPREPLY[@]}"
            """;
    /** Has completion as a user has it, and writes down what would be offered. */
    private static final String ZSHRC = """
            PROMPT=ready
            fpath=($ZDOTDIR $fpath)
            autoload -Uz compinit && compinit -u -D
            compadd() {
              if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\\ * ]]; then
                local -a found
                builtin compadd -A found "$@"
                print -lr -- $found >> $ZDOTDIR/offered
              fi
              builtin compadd "$@"
            }
            leave() { exit }
            zle -N leave
            bindkey '^X' leave
            """;
    /** Types a line into an interactive zsh, presses the tabulator, and leaves. */
    private static final String ZSH_DRIVER = """
            zmodload zsh/zpty
            zpty shell zsh -d -i
            zpty -r shell shown '*ready*'
            zpty -w -n shell "$1"$'\\t'$'\\x18'
            while zpty -r shell shown; do :; done
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nebula ru | run",
        "nebula com | completion",
        "nebula run --q | --quiet",
        "nebula run --summary j | json",
        "nebula run --summary = j | json",
        "nebula run x.conf --prog | --progress",
        "nebula list f | formats functions",
        "nebula list --format j | json",
        "nebula list --format = json tr | transforms",
        "nebula completion z | zsh",
        "nebula explain regex_e | regex_extract",
        "nebula explain parallel.w | parallel.worker-count",
        "nebula graph p.conf --format m | mermaid",
        "nebula validate a.conf b.conf --level s | static sample",
    })
    void shouldCompleteInBash(String words, String completed) throws Exception {
        Path script = script("bash");

        List<String> found = bash(script, words.split(" "));

        assertThat(found).containsExactlyInAnyOrder(completed.split(" "));
    }

    @Test
    void shouldOfferEveryVerbInBash() throws Exception {
        assertThat(bash(script("bash"), "nebula", "")).contains("run", "replay", "validate", "list", "explain", "graph", "schema", "completion",
                "version");
    }

    @Test
    void shouldLeaveFilesToTheShellAndOfferThemBesideNames() throws Exception {
        Path script = script("bash");
        Files.writeString(directory.resolve("filings.conf"), "");

        assertThat(bash(script, "nebula", "run", "fil")).containsExactly("");
        assertThat(bash(script, "nebula", "explain", "fil")).containsExactlyInAnyOrder("file", "filter", "filings.conf");
        assertThat(Files.readString(script)).contains("complete -o default -F _nebula nebula");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nebula ru | run",
        "nebula run --q | --quiet",
        "nebula run --summary=j | json",
        "nebula run fil | filings.conf",
        "nebula list f | formats functions",
        "nebula explain regex_e | regex_extract",
        "nebula explain parallel.w | parallel.worker-count",
        "nebula graph p.conf --format=m | mermaid",
        "nebula completion z | zsh",
    })
    void shouldCompleteInZsh(String line, String completed) throws Exception {
        assumeThat(installed("zsh")).as("zsh is installed").isTrue();
        Files.move(script("zsh"), directory.resolve("_nebula"));
        Files.writeString(directory.resolve(".zshrc"), ZSHRC);
        Files.writeString(directory.resolve("filings.conf"), "");
        Path driver = Files.writeString(directory.resolve("driver"), ZSH_DRIVER);

        run("zsh", "-f", driver.toString(), line);

        assertThat(Files.readAllLines(directory.resolve("offered"))).containsExactlyInAnyOrder(completed.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nebula ru | run",
        "nebula run --q | --quiet",
        "nebula run --summary=j | --summary=json",
        "nebula run --summary j | json",
        "nebula run fil | filings.conf",
        "nebula list f | formats functions",
        "nebula explain regex_e | regex_extract",
        "nebula explain parallel.w | parallel.worker-count",
        "nebula graph p.conf --format m | mermaid",
        "nebula completion z | zsh",
    })
    void shouldCompleteInFish(String line, String completed) throws Exception {
        assumeThat(installed("fish")).as("fish is installed").isTrue();
        Path script = script("fish");
        Files.writeString(directory.resolve("filings.conf"), "");

        String offered = run("fish", "--no-config", "-c", "source " + script + "; complete -C '" + line + "'");

        assertThat(offered.lines().map(word -> word.split("\t")[0])).containsExactlyInAnyOrder(completed.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void shouldBeAScriptThatItsShellCanRead(String shell) throws Exception {
        Path script = script(shell);
        assertThat(Files.readString(script)).contains("explain").contains("mermaid").contains("ragged-row").doesNotContain(" null ");
        assumeThat(installed(shell)).as(shell + " is installed").isTrue();

        assertThat(run(shell, "-n", script.toString())).isEmpty();
    }

    private Path script(String shell) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, false);
        assertThat(Main.run(new String[] {"completion", shell}, console, new Shutdown(stream, code -> {}))).isZero();
        return Files.write(directory.resolve("nebula-completion"), out.toByteArray());
    }

    private List<String> bash(Path script, String... words) throws Exception {
        Path driver = Files.writeString(directory.resolve("driver"), DRIVER);
        String[] command = new String[words.length + 3];
        command[0] = "bash";
        command[1] = driver.toString();
        command[2] = script.toString();
        System.arraycopy(words, 0, command, 3, words.length);
        return run(command).lines().toList();
    }

    private String run(String... command) throws Exception {
        Path said = directory.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(said.toFile());
        // where zsh and fish look for what is the user's
        builder.environment().put("ZDOTDIR", directory.toString());
        builder.environment().put("HOME", directory.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended: " + String.join(" ", command)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        return Files.readString(said);
    }

    private static boolean installed(String program) {
        return List.of(System.getenv("PATH").split(":")).stream().anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
