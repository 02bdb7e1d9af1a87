package io.nebula.cli;

import io.nebula.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;

/** {@code nebula completion SHELL}. */
final class CompletionCommand implements Verb {
    private final Console console;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("completion", "Print the script by which a shell completes nebula's words.", List.of(
                new Synopsis.Parameter("SHELL", "bash, zsh or fish. For bash: source <(nebula completion bash)", true,
                        List.of("bash", "zsh", "fish"), null)), List.of());
    }

    @Override
    public int run(Arguments arguments) {
        List<Synopsis> verbs = new ArrayList<>();
        Main.verbs(console, null).forEach(verb -> verbs.add(verb.synopsis()));
        List<String> names = Catalog.names().stream().filter(name -> name.matches("[a-z][\\w.-]*")).sorted().toList();
        console.out().print(switch (arguments.parameter(0)) {
            case "zsh" -> ZshCompletion.script(verbs, names);
            case "fish" -> FishCompletion.script(verbs, names);
            default -> BashCompletion.script(verbs, names);
        });
        return ExitCode.DONE;
    }
}
