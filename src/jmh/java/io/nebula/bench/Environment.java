package io.nebula.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What numbers depend on: machine, JVM, CPUs that may be used. */
public final class Environment {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Environment() {}

    /** Names and values, in the order to print them. */
    public static Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("machine", line(CPU_INFO, "model name") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        all.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        all.put("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
        all.put("CPUs", Runtime.getRuntime().availableProcessors() + ", bound to " + line(STATUS, "Cpus_allowed_list"));
        all.put("load", load());
        return all;
    }

    /** The same as text, a line each. */
    public static String text() {
        StringBuilder text = new StringBuilder();
        describe().forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    private static String load() {
        try {
            return Files.readString(LOAD).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String line(Path file, String key) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
