package io.nebula.mutation;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes with a planted fault, to be put before the right ones on a class path. */
public final class MutatedClasses {
    private MutatedClasses() {}

    /**
     * Compiles the file that a fault is in, as the build does.
     *
     * @param directory for the class files
     * @throws IllegalStateException if the snippet is not there exactly once, or what comes of it does not compile
     */
    public static void compile(PlantedFault fault, Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        List<String> options = List.of("--release", "17", "-g", "-proc:none", "-XDstringConcat=inline", "-parameters",
                "-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(problems, null, null, options, null, List.of(new Text(fault))).call()) {
            throw new IllegalStateException("with the fault \"" + fault.name() + "\", " + fault.file()
                    + " does not compile; correct its replacement:\n" + problems);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        private Text(PlantedFault fault) throws IOException {
            super(URI.create("string:///" + fault.file()), JavaFileObject.Kind.SOURCE);
            this.source = fault.source();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
