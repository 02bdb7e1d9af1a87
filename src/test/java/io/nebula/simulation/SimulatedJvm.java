package io.nebula.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that runs the simulation, and nothing else. */
final class SimulatedJvm {
    /** From this version on, the JVM says on standard error what libraries do that some later version will refuse. */
    private static final int WARNING = 24;

    private final String classPath;

    /**
     * How it ended.
     *
     * @param said its standard output and error
     */
    record End(int code, List<String> said) {
        boolean passed() {
            return code == 0;
        }
    }

    /** @param before directories whose classes stand in for those of the build; none if empty */
    SimulatedJvm(List<Path> before) {
        StringBuilder path = new StringBuilder();
        before.forEach(directory -> path.append(directory).append(System.getProperty("path.separator")));
        classPath = path + System.getProperty("java.class.path");
    }

    /**
     * Runs {@link Simulation#main} with these arguments.
     *
     * @param output where to what it says goes
     */
    End run(Path output, List<String> arguments) throws IOException, InterruptedException {
        Files.createDirectories(output.toAbsolutePath().getParent());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xlog:all=error:stderr",
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + SimulatedDefaultProvider.class.getName(),
                "-Dnebula.buffers=debug", "-Dnebula.recount=true"));
        if (Runtime.version().feature() >= WARNING) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", classPath, Simulation.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(2, TimeUnit.HOURS)) {
                throw new AssertionError("the simulation takes longer than two hours; see " + output);
            }
        } finally {
            process.destroyForcibly();
        }
        return new End(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
    }
}
