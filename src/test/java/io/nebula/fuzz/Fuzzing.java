package io.nebula.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Fuzzes one target with Jazzer, which looks for inputs that reach code that no other has reached. What it finds
 * interesting goes to {@code target/fuzz/<target>}, an input that fails to {@code target/fuzz}.
 */
public final class Fuzzing {
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

    private Fuzzing() {}

    /** @param args the target and how many seconds */
    public static void main(String[] args) throws Exception {
        FuzzTarget target = FuzzTarget.valueOf(args[0].toUpperCase(Locale.ROOT));
        Path found = Files.createDirectories(Path.of("target", "fuzz", target.word()));
        List<String> options = List.of("--target_class=" + target.type().getName(),
                "--instrumentation_includes=io.nebula.**", "--disabled_hooks=*", "--reproducer_path=target/fuzz",
                "-artifact_prefix=target/fuzz/" + target.word() + "-", "-dict=" + target.dictionary(),
                "-max_total_time=" + args[1], "-timeout=300", "-rss_limit_mb=4096", "-print_final_stats=1",
                found.toString(), target.kept().toString());
        Class.forName(JAZZER).getMethod("main", String[].class).invoke(null, (Object) options.toArray(String[]::new));
    }
}
