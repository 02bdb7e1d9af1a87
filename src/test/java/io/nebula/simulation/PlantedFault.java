package io.nebula.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A mistake that somebody could make, made on purpose in one file of the engine.
 *
 * @param name what is wrong
 * @param source the file, below {@code src/main/java/io/nebula}
 * @param right as it stands there, once
 * @param wrong what takes its place
 */
record PlantedFault(String name, String source, String right, String wrong) {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "nebula");

    /** A mistake that is none: the file is compiled as it is. */
    static PlantedFault none() {
        return new PlantedFault("none", "balance/Seat.java", "final class Seat<I> {", "final class Seat<I> {");
    }

    /** Compiles the file with the mistake in it, for a class path that begins with the directory. */
    void compile(Path directory) throws IOException {
        String text = Files.readString(SOURCES.resolve(source));
        int at = text.indexOf(right);
        if (at < 0 || text.indexOf(right, at + 1) >= 0) {
            throw new AssertionError(name + ": this has to stand once in " + source + ", or be planted elsewhere:\n" + right);
        }
        Path file = directory.resolve("source").resolve(source);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace(right, wrong));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(null, files, null, List.of("--release", "17", "-proc:none", "-nowarn", "-d",
                    directory.toString(), "-cp", System.getProperty("java.class.path")), null,
                    files.getJavaFileObjects(file)).call();
            if (!compiled) {
                throw new AssertionError(name + ": " + file + " does not compile");
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
