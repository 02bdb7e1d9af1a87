package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.cli.MarkdownPage.Passage;
import io.nebula.record.Schema;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Compiles the Java that the documentation shows, as statements of a method that has what they take for granted; where a remark
 * says what holds after them, runs them. Close it at the end.
 */
final class DocumentedJava implements AutoCloseable {
    private static final String CLASS = """

            import static java.nio.charset.StandardCharsets.UTF_8;

            import io.nebula.*;
            import io.nebula.balance.WorkerGroups;
            import io.nebula.binding.RecordType;
            import io.nebula.connector.*;
            import io.nebula.format.csv.*;
            import io.nebula.format.jsonl.*;
            import io.nebula.metrics.*;
            import io.nebula.operator.*;
            import io.nebula.pipeline.*;
            import io.nebula.record.*;
            import io.nebula.transform.*;
            import java.security.MessageDigest;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.stream.IntStream;
            import org.apache.pekko.Done;
            import org.apache.pekko.NotUsed;
            import org.apache.pekko.actor.ActorSystem;
            import org.apache.pekko.japi.Pair;
            import org.apache.pekko.stream.*;
            import org.apache.pekko.stream.javadsl.*;
            import org.apache.pekko.stream.javadsl.Flow;
            import org.apache.pekko.util.ByteString;

            public class Documented {
                static <T> T await(CompletionStage<T> stage) throws Exception {
                    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
                }

                public static void statements(Schema schema, Source<RecordBatch, NotUsed> source, Sink<RecordBatch, NotUsed> sink,
                        ActorSystem system) throws Exception {
            %s
                }
            }
            """;

    private final Path directory;
    private ActorSystem system;

    /** @param directory for compiled classes */
    DocumentedJava(Path directory) {
        this.directory = directory;
    }

    /** Tries a block; a remark {@code given} has statements before it, {@code holds} what must be true after it. */
    void check(Passage block) throws Exception {
        StringBuilder statements = new StringBuilder();
        block.remarks("given").forEach(given -> statements.append(given).append('\n'));
        statements.append(block.text().replaceAll("(?m)^import .*", ""));
        for (String condition : block.remarks("holds")) {
            statements.append("\nif (!(").append(condition).append(")) throw new AssertionError(\"it does not hold that ")
                    .append(condition.replace("\\", "\\\\").replace("\"", "\\\"")).append("\");");
        }
        String imports = block.text().lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        compile(imports + CLASS.formatted(statements), block);
        if (!block.remarks("holds").isEmpty()) {
            run();
        }
    }

    private void compile(String text, Passage block) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///Documented.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        List<String> options = List.of("--release", "17", "-proc:none", "-d", directory.toString(), "-cp",
                System.getProperty("java.class.path"));

        boolean compiled = compiler.getTask(said, null, null, options, null, List.of(source)).call();

        assertThat(compiled).as("%s: compiled%n%s", block, said).isTrue();
    }

    private void run() throws Exception {
        if (system == null) {
            system = ActorSystem.create("documentation");
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            loader.loadClass("Documented")
                    .getMethod("statements", Schema.class, Source.class, Sink.class, ActorSystem.class)
                    .invoke(null, null, null, null, system);
        }
    }

    @Override
    public void close() {
        if (system != null) {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }
}
