package io.nebula.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.ArrayList;
import java.util.List;

/** {@code nebula}: finds the verb and runs it. */
public final class Main {
    private static final String USAGE = "nebula [" + Option.HELP_IN_SHORT + "] COMMAND";
    private final Console console;
    private final List<Verb> verbs;

    private Main(Console console, List<Verb> verbs) {
        this.console = console;
        this.verbs = verbs;
    }

    public static void main(String[] args) {
        System.exit(process(args));
    }

    /** Runs one command line with the streams, signals and hooks of the process, and returns its exit code. */
    static int process(String[] args) {
        ToolLogging.use(List.of(args).contains(Execution.DEBUG.name()));
        StandardOutput answer = StandardOutput.ofProcess();
        Console console = Console.ofProcess(answer.stream());
        // what is logged hides the same
        System.setErr(console.err());
        Shutdown shutdown = new Shutdown(console.err(), Runtime.getRuntime()::halt);
        Signals.handle(shutdown::signalled);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::exiting, "nebula-exit"));
        MemoryGuard memory = new MemoryGuard(new FileOutputStream(FileDescriptor.err), Runtime.getRuntime()::halt).start();
        shutdown.whenOutOfMemory(memory::exhausted);
        int code = ExitCode.FAILED;
        try {
            code = answer.verdict(run(args, console, shutdown), console.err());
        } finally {
            shutdown.ended();
            memory.ended();
        }
        return code;
    }

    /** Runs one command line and returns its exit code; does not end the process. */
    static int run(String[] args, Console console, Shutdown shutdown) {
        Main main = new Main(console, verbs(console, shutdown));
        try {
            return main.run(List.of(args));
        } catch (Exception e) {
            console.err().println("nebula: " + Failure.text(e, List.of(args).contains(Execution.DEBUG.name())));
            return ExitCode.FAILED;
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    /** Every verb, in the order of the help. */
    static List<Verb> verbs(Console console, Shutdown shutdown) {
        return List.of(
                new RunCommand(console, shutdown),
                new ReplayCommand(console, shutdown),
                new InitCommand(console),
                new EvalCommand(console),
                new TestCommand(console),
                new ValidateCommand(console),
                new BenchCommand(console),
                new ListCommand(console),
                new ExplainCommand(console),
                new GraphCommand(console),
                new SchemaCommand(console),
                new CompletionCommand(console),
                new VersionCommand(console));
    }

    private int run(List<String> said) throws Exception {
        List<String> words = asWritten(said);
        String first = words.isEmpty() ? "" : words.get(0);
        Verb verb = verb(first);
        try {
            if (verb != null) {
                Arguments arguments = Arguments.of(verb.synopsis(), words.subList(1, words.size()));
                return arguments.has(Option.HELP) ? say(verb.synopsis().help()) : verb.run(arguments);
            }
            if (first.equals(Option.HELP_IN_SHORT) || first.equals(Option.HELP.name())) {
                return say(help());
            }
            throw new UsageException(unknown(first));
        } catch (UsageException e) {
            console.err().println("nebula: " + e.getMessage());
            console.err().println("usage: " + (verb == null ? USAGE : verb.synopsis().usage()));
            console.err().println("help: nebula " + (verb == null ? "" : verb.synopsis().name() + " ") + Option.HELP.name());
            return ExitCode.USAGE;
        }
    }

    /** {@code --version} and {@code help [VERB]} are what other tools call {@code version} and {@code [VERB] --help}. */
    private static List<String> asWritten(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        if (first.equals("--version") || first.equals("-V")) {
            return List.of("version");
        }
        if (first.equals("help")) {
            return words.size() == 1 ? List.of(Option.HELP.name()) : List.of(words.get(1), Option.HELP.name());
        }
        return words;
    }

    private Verb verb(String name) {
        for (Verb verb : verbs) {
            if (verb.synopsis().name().equals(name)) {
                return verb;
            }
        }
        return null;
    }

    private int say(String text) {
        console.out().print(text);
        return ExitCode.DONE;
    }

    private String unknown(String word) {
        List<String> known = new ArrayList<>();
        verbs.forEach(verb -> known.add(verb.synopsis().name()));
        if (word.isEmpty()) {
            return "A command is missing: " + String.join(" or ", known) + ".";
        }
        boolean option = word.startsWith("-");
        String bare = word.replaceFirst("^-+", "");
        if (option && known.contains(bare)) {
            return "there is no option \"" + word + "\"; did you mean \"" + bare + "\"?";
        }
        List<String> options = List.of(Option.HELP_IN_SHORT, Option.HELP.name());
        if (option) {
            return "there is no option \"" + word + "\"; " + Arguments.advice(word, options);
        }
        known.addAll(options);
        return "there is no command \"" + word + "\"; " + Arguments.advice(word, known);
    }

    private String help() {
        StringBuilder help = new StringBuilder("Usage: ").append(USAGE).append("""

                Runs CPU-bound transforms over streams of records on every core, in order, losing nothing.
                """);
        HelpText.row(Option.HELP.shown(), Option.HELP.description(), Option.HELP.shown().length(), help);
        HelpText.row(Execution.DEBUG.shown(), "With any command: " + Execution.DEBUG.description(),
                Option.HELP.shown().length(), help);
        help.append("Commands:\n");
        int width = 0;
        for (Verb verb : verbs) {
            width = Math.max(width, verb.synopsis().name().length());
        }
        for (Verb verb : verbs) {
            HelpText.row(verb.synopsis().name(), verb.synopsis().description(), width, help);
        }
        return help.append("""

                Exit codes: 0 done, 1 failed, 2 usage, 65 too many rejects,
                  78 bad configuration, 130 interrupted, 141 output closed, 143 terminated.
                """).toString();
    }
}
