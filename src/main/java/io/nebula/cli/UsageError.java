package io.nebula.cli;

import io.nebula.options.Suggestion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line and what was probably meant, in a few lines. */
final class UsageError implements IParameterExceptionHandler {
    private final Console console;

    UsageError(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine line = wrong.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        console.err().println("nebula: " + text(wrong));
        console.err().println("usage: " + line.getUsageMessage(CommandLine.Help.Ansi.OFF).lines()
                .takeWhile(part -> !part.isBlank() && (part.startsWith("Usage:") || part.startsWith(" ")))
                .map(String::strip).reduce((a, b) -> a + " " + b).orElse(command).replaceFirst("Usage: ", ""));
        console.err().println("help: " + command + " --help");
        console.err().flush();
        return ExitCode.USAGE;
    }

    private static String text(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return wrong.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        CommandLine line = wrong.getCommandLine();
        boolean verb = line.getParent() == null && !word.startsWith("-");
        String verbMeant = word.replaceFirst("^-+", "");
        if (line.getSubcommands().containsKey(verbMeant)) {
            return "there is no option \"" + word + "\"; did you mean \"" + verbMeant + "\"?";
        }
        List<String> known = new ArrayList<>(verb ? line.getSubcommands().keySet() : List.of());
        line.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
        String suggestion = Suggestion.of(word, known);
        String what = verb ? "there is no command \"" : word.startsWith("-") ? "there is no option \"" : "nothing takes \"";
        return what + word + "\"; " + (suggestion == null ? "there are " + String.join(", ", known) : suggestion);
    }
}
