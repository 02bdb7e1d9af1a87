package io.nebula.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A directory as a reader of the documentation may have it, in which the commands of a page are given to a shell. */
final class ExampleFolder {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path FILES = Path.of("src/test/resources/documentation");
    private static final int MINUTES = 2;

    private final Path directory;

    ExampleFolder(Path directory) throws IOException {
        this.directory = directory;
        copy(FILES, directory);
        copy(Path.of("conf"), directory.resolve("conf"));
        copy(Path.of("dispatchers"), directory.resolve("dispatchers"));
        Files.createSymbolicLink(directory.resolve("nebula"), HERE.resolve("nebula"));
        writeJar(directory.resolve("my-transforms.jar"));
    }

    /** @param said on standard output and standard error, in the order in which it came */
    record Answer(int code, String said) {}

    Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** Runs a command line in bash, where every command of a pipe must succeed. */
    Answer run(String command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(directory, "said", "");
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);
        builder.environment().remove("NEBULA_OPTS");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("has not ended after " + MINUTES + " minutes: " + command);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        String text = Files.readString(said, StandardCharsets.UTF_8);
        Files.delete(said);
        return new Answer(process.exitValue(), text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** A jar of a user: one transform and the file that names it. */
    private static void writeJar(Path jar) throws IOException {
        String service = "META-INF/services/io.nebula.transform.TransformProvider";
        String name = "io/nebula/config/TestTransform";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String file : List.of(name + ".class", name + "$Spec.class")) {
                out.putNextEntry(new ZipEntry(file));
                Files.copy(Path.of("target/test-classes", file), out);
            }
            out.putNextEntry(new ZipEntry(service));
            out.write("io.nebula.config.TestTransform\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
