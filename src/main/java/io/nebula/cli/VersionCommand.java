package io.nebula.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;

/** {@code nebula version}. */
final class VersionCommand implements Verb {
    private static final Synopsis SYNOPSIS = new Synopsis("version",
            "Show the version, the commit if it is known, the JVM and the CPUs.", List.of(), List.of());
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Arguments arguments) throws IOException {
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
