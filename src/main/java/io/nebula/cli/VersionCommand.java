package io.nebula.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code nebula version}. */
@Command(name = "version", description = "Show the version, the commit it was built from, the JVM and the CPUs.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Properties build = new Properties();
        try (InputStream in = VersionCommand.class.getResourceAsStream("/io/nebula/build.properties")) {
            build.load(in);
        }
        console.out().printf("nebula %s (commit %s)%n", build.getProperty("version"), build.getProperty("commit"));
        console.out().printf("Java %s, %s%n", System.getProperty("java.vm.version"), System.getProperty("java.vm.name"));
        console.out().printf("%d CPUs, %s %s%n", Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"), System.getProperty("os.arch"));
        return ExitCode.DONE;
    }
}
