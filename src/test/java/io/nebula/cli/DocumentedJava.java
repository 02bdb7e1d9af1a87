package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.cli.MarkdownPage.Passage;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the Java that the documentation shows, as statements of a method that has what they take for granted. */
final class DocumentedJava {
    private static final String CLASS = """
            import io.nebula.*;
            import io.nebula.connector.*;
            import io.nebula.format.csv.*;
            import io.nebula.format.jsonl.*;
            import io.nebula.metrics.*;
            import io.nebula.pipeline.*;
            import io.nebula.record.*;
            import io.nebula.transform.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.apache.pekko.NotUsed;
            import org.apache.pekko.actor.ActorSystem;
            import org.apache.pekko.stream.javadsl.Flow;
            import org.apache.pekko.stream.javadsl.Sink;
            import org.apache.pekko.stream.javadsl.Source;

            class Documented {
                void statements(Schema schema, Source<RecordBatch, NotUsed> source, Sink<RecordBatch, NotUsed> sink,
                        ActorSystem system) throws Exception {
            %s
                }
            }
            """;

    private DocumentedJava() {}

    static void compile(Passage block, Path directory) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        URI name = URI.create("string:///Documented.java");
        JavaFileObject source = new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return CLASS.formatted(block.text());
            }
        };
        List<String> options = List.of("--release", "17", "-proc:none", "-d", directory.toString(), "-cp",
                System.getProperty("java.class.path"));

        boolean compiled = compiler.getTask(said, null, null, options, null, List.of(source)).call();

        assertThat(compiled).as("%s: compiled%n%s", block, said).isTrue();
    }
}
