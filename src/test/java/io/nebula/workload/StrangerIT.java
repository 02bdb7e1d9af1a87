package io.nebula.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of others, with the jar and what it brings to a dependency on it: no test classes, nothing optional. */
class StrangerIT {
    private static final Path SOURCES = Path.of("src/test/stranger/src/main/java/stranger");
    private static final Path JAR = Path.of("target/nebula.jar");
    private static final Pattern LIBRARY = Pattern.compile("\\S+:(\\S+):jar:\\S*?:(?:compile|runtime):(\\S+)(.*)");

    @TempDir
    private Path folder;

    @Test
    void shouldRunTheOperatorWithoutAnythingOptional() throws Exception {
        assertThat(run(SOURCES.resolve("Orders.java"), "stranger.Orders")).contains(
                "stranger: 10000 orders priced in order, and 10000 more in the order of each customer");
    }

    @Test
    void shouldSayWhatToAddWhereZstdIsMissing() throws Exception {
        Path program = Files.writeString(folder.resolve("Packed.java"), """
                import io.nebula.ParallelPipeline;
                import io.nebula.connector.FileSinkSpec;
                import io.nebula.connector.FileSourceSpec;
                import io.nebula.format.csv.CsvFormat;
                import io.nebula.options.InvalidOptionsException;
                import java.nio.file.Files;
                import java.nio.file.Path;
                import org.apache.pekko.actor.ActorSystem;

                public final class Packed {
                    public static void main(String[] args) throws Exception {
                        ActorSystem system = ActorSystem.create("packed");
                        String in = Files.writeString(Path.of(args[0], "in.csv"), "a\\n1\\n").toString();
                        for (String out : new String[] {"out.csv", "out.csv.zst"}) {
                            try {
                                System.out.println(ParallelPipeline.named("packed")
                                        .from(new FileSourceSpec(in, CsvFormat.csv()))
                                        .to(new FileSinkSpec(Path.of(args[0], out).toString(), CsvFormat.csv()))
                                        .run(system).toCompletableFuture().get().outcome());
                            } catch (InvalidOptionsException e) {
                                System.out.println(e.getMessage());
                            }
                        }
                        system.terminate();
                    }
                }
                """);

        assertThat(run(program, "Packed", folder.toString())).contains("COMPLETED")
                .contains("com.github.luben:zstd-jni").contains("or use gzip");
    }

    /** What a program prints that is compiled and run with what it depends on. */
    private String run(Path source, String main, String... arguments) throws Exception {
        // not where it is, for beside it are all libraries of the tool, which its manifest names
        Path jar = Files.copy(JAR, folder.resolve("nebula.jar"));
        String classPath = Stream.concat(Stream.of(jar), needed().stream()).map(path -> path.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertThat(compiler.getTask(null, files, null, List.of("--release", "17", "-proc:none", "-d", folder.toString(),
                    "-classpath", classPath), null, files.getJavaFileObjects(source)).call()).as("compiled").isTrue();
        }
        Path printed = folder.resolve("printed");
        List<String> command = Stream.concat(Stream.of(System.getProperty("java.home") + "/bin/java", "-Xmx256m", "-classpath",
                classPath + File.pathSeparator + folder, main), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(() -> read(printed)).isZero();
        return read(printed);
    }

    /** The libraries that come with a dependency on Nebula, as Maven lists them. */
    private static List<Path> needed() throws IOException {
        List<Path> needed = Files.readAllLines(Path.of("target/libraries.txt")).stream().map(LIBRARY::matcher)
                .filter(Matcher::find).filter(library -> !library.group(3).contains("(optional"))
                .map(library -> Path.of(library.group(2))).toList();
        assertThat(needed).isNotEmpty().allSatisfy(library -> assertThat(library).exists())
                .noneSatisfy(library -> assertThat(library.toString()).containsAnyOf("logback", "zstd"));
        return needed;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
