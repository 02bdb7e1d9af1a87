package io.nebula.dispatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Text files of {@code /proc} and {@code /sys}; one that cannot be read counts as empty, as on other platforms. */
final class KernelFiles {
    private static final String ALLOWED = "Cpus_allowed_list:";

    private KernelFiles() {
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The CPU mask in a {@code status} file of a process or thread; {@link CpuSet#NONE} if it is not told. */
    static CpuSet allowedCpus(Path status) {
        for (String line : lines(status)) {
            if (line.startsWith(ALLOWED)) {
                return CpuSet.parse(line.substring(ALLOWED.length()));
            }
        }
        return CpuSet.NONE;
    }
}
