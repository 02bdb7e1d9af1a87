package io.nebula.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts fresh processes, one at a time, on the same JVM as this one. */
final class Processes {
    private static final int NATIVE_ACCESS_SINCE = 24;
    private static final int LOOK_MILLIS = 5;
    private static final Path LAUNCHER = Path.of("nebula").toAbsolutePath();
    private static final String JAVA_HOME = System.getProperty("java.home");

    private final Path log;

    /** @param directory for what processes write */
    Processes(Path directory) {
        log = directory.resolve("process.log");
    }

    /** Runs the tool as its users do. */
    Ended nebula(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(arguments);
        return run(command);
    }

    /** Runs a main class of the benchmarks. */
    Ended java(Class<?> main, List<String> options, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(JAVA_HOME, "bin", "java").toString()));
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return run(command);
    }

    /**
     * Builds the tool and its class archive as its launcher does, where it has not been done for this JVM since the jar
     * was made: start-up without the archive is not what users see.
     */
    void prepareTool() throws IOException, InterruptedException {
        Path target = LAUNCHER.resolveSibling("target");
        Path jar = target.resolve("nebula.jar");
        if (Files.exists(jar) && !hasArchive(target, jar)) {
            Files.delete(jar);
        }
        nebula(List.of("version"));
        if (!hasArchive(target, jar)) {
            System.out.println("There is no class archive for this JVM; start-up is measured without.");
        }
    }

    private static boolean hasArchive(Path target, Path jar) throws IOException {
        String ofThisJvm = "nebula-" + Path.of(JAVA_HOME).getFileName() + "-";
        try (var files = Files.list(target)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(ofThisJvm)
                    && (file.toString().endsWith(".jsa") || file.toString().endsWith(".aot")) && isAsNew(file, jar));
        }
    }

    private static boolean isAsNew(Path file, Path as) {
        try {
            return Files.size(file) > 0
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(as)) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ended run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", JAVA_HOME);
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        try {
            do {
                peak = Math.max(peak, peak(process.pid()));
            } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } finally {
            process.destroy();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<String> output = Files.readAllLines(log, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command.get(0) + " … " + command.get(command.size() - 1) + " ended with "
                    + process.exitValue() + ":\n" + String.join("\n", output));
        }
        return new Ended(seconds, peak, output);
    }

    /** VmHWM of a process; 0 once it has ended. */
    private static long peak(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
