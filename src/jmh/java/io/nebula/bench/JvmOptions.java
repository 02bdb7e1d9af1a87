package io.nebula.bench;

import java.util.List;
import java.util.stream.Stream;

/** With what JVM options jobs in memory run: all engines with the same heap. */
final class JvmOptions {
    private static final List<String> HEAP = List.of("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC");
    /** What Jet's documentation asks for. */
    private static final List<String> JET = List.of("--add-modules", "java.se",
            "--add-exports", "java.base/jdk.internal.ref=ALL-UNNAMED", "--add-opens", "java.base/java.lang=ALL-UNNAMED",
            "--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens",
            "java.management/sun.management=ALL-UNNAMED", "--add-opens", "jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private JvmOptions() {}

    static List<String> of(String engine) {
        return engine.equals("jet") ? Stream.concat(HEAP.stream(), JET.stream()).toList() : HEAP;
    }
}
