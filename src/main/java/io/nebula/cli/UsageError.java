package io.nebula.cli;

import io.nebula.options.Suggestion;
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
        boolean verb = wrong.getCommandLine().getParent() == null && !word.startsWith("-");
        List<String> known = verb ? List.copyOf(wrong.getCommandLine().getSubcommands().keySet())
                : wrong.getCommandLine().getCommandSpec().options().stream().flatMap(o -> List.of(o.names()).stream()).toList();
        String suggestion = Suggestion.of(word, known);
        String what = verb ? "there is no command \"" : word.startsWith("-") ? "there is no option \"" : "nothing takes \"";
        return what + word + "\"; " + (suggestion == null ? "there are " + String.join(", ", known) : suggestion);
    }
}
