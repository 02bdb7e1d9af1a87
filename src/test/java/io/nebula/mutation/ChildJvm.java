package io.nebula.mutation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM like this one, with other classes before those of the class path. */
public final class ChildJvm {
    /** It lives too short for more; and tests load agents of their own. */
    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+EnableDynamicAgentLoading");

    private ChildJvm() {}

    /**
     * How it has ended.
     *
     * @param code the exit code; -1 if it had to be killed because it took too long
     * @param output everything that it has printed
     */
    public record Ended(int code, String output) {}

    /**
     * Runs a main class to its end.
     *
     * @param before a directory with classes that win over those of the same name; null for none
     * @param seconds how long it may take
     */
    public static Ended run(Path before, Class<?> main, long seconds, String... arguments) throws IOException,
            InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OPTIONS);
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-X") || option.startsWith("--")) {
                command.add(option);
            }
        }
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("nebula."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        String classPath = System.getProperty("java.class.path");
        command.addAll(List.of("-cp", before == null ? classPath : before + ":" + classPath, main.getName()));
        command.addAll(List.of(arguments));
        return run(command, seconds);
    }

    private static Ended run(List<String> command, long seconds) throws IOException, InterruptedException {
        Path output = Files.createTempFile("child", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            return new Ended(ended ? process.exitValue() : -1, Files.readString(output));
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(output);
        }
    }
}
