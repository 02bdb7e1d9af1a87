package io.nebula.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nebula}: finds the verb and runs it. */
@Command(name = "nebula",
        description = "Runs CPU-bound transforms over streams of records on every core, in order, losing nothing.",
        synopsisSubcommandLabel = "COMMAND", footer = {"", "Exit codes: 0 done, 1 failed, 2 usage, 65 too many rejects,",
            "  78 bad configuration, 130 interrupted, 141 output closed, 143 terminated."})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    private Main() {}

    public static void main(String[] args) {
        Console console = Console.ofProcess();
        Shutdown shutdown = new Shutdown(console.err(), Runtime.getRuntime()::halt);
        Signals.handle(shutdown::signalled);
        int code = run(args, console, shutdown);
        shutdown.ended();
        System.exit(code);
    }

    /** Runs one command line and returns its exit code; does not end the process. */
    static int run(String[] args, Console console, Shutdown shutdown) {
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand("run", new RunCommand(console, shutdown));
        line.addSubcommand("replay", new ReplayCommand(console, shutdown));
        line.addSubcommand("version", new VersionCommand(console));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(new UsageError(console));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            console.err().println("nebula: " + Failure.text(failure));
            return ExitCode.FAILED;
        });
        return line.execute(args);
    }

    /** Without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: run, replay or version.");
    }
}
