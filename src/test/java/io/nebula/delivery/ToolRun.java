package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs of the packaged tool in one directory, and of scripts that start it as {@code "$NEBULA"}. */
final class ToolRun {
    private static final String LAUNCHER = Path.of("nebula").toAbsolutePath().toString();
    private static final long LONGEST_SECONDS = 60;

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    ToolRun(Path directory) {
        this.directory = directory;
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("NEBULA", LAUNCHER);
    }

    /** Sets a variable of the environment of the runs to come. */
    ToolRun with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs {@code pipeline.conf} of that directory to its end, which must come. */
    End run(String... options) throws Exception {
        return end(start(options));
    }

    Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER, "run", "pipeline.conf", "--summary", "json"));
        command.addAll(List.of(options));
        return process(command);
    }

    /** Runs any command of the tool's. */
    End nebula(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(LAUNCHER));
        command.addAll(List.of(arguments));
        return end(process(command));
    }

    /** Runs a script. */
    End shell(String script) throws Exception {
        return end(process(List.of("bash", "-c", script)));
    }

    /** Runs a script as root of a user namespace with mounts of its own, which end with it. */
    End privately(String script) throws Exception {
        return end(process(List.of("unshare", "-rm", "bash", "-c", "set -u\n" + script)));
    }

    End end(Process process) throws Exception {
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("the run ended").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new End(process.exitValue(), Files.readAllLines(directory.resolve("said")));
    }

    private Process process(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile()).start();
    }
}
