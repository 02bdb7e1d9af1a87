package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in a terminal of its own, made by {@code script} of util-linux, that is read and typed into. */
final class PseudoTerminal implements AutoCloseable {
    private static final char INTERRUPT = 3;
    private final Process script;
    private final InputStream shown;
    private final StringBuilder seen = new StringBuilder();

    private PseudoTerminal(Process script) {
        this.script = script;
        this.shown = script.getInputStream();
    }

    /** Whether there is such a {@code script}. */
    static boolean available() throws InterruptedException {
        try {
            return new ProcessBuilder("script", "-qfec", "stty size", "/dev/null").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a command of the shell on so many columns; the terminal's name is the first line. */
    static PseudoTerminal run(Path directory, Map<String, String> environment, int columns, String command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec",
                "tty; stty -echo cols " + columns + "; " + command, "/dev/null").directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("COLUMNS");
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(environment);
        return new PseudoTerminal(builder.redirectErrorStream(true).start());
    }

    /** Reads on until that has been shown again so many times; everything seen since the last call. */
    String awaitShown(String text, int times) throws IOException {
        int from = 0;
        int found = 0;
        while (found < times) {
            int at = seen.indexOf(text, from);
            if (at >= 0) {
                found++;
                from = at + text.length();
            } else {
                assertThat(readMore()).as("'" + text + "' in " + seen).isTrue();
            }
        }
        String all = seen.toString();
        seen.setLength(0);
        return all;
    }

    private boolean readMore() throws IOException {
        byte[] bytes = new byte[1 << 13];
        int count = shown.read(bytes);
        seen.append(count > 0 ? new String(bytes, 0, count, StandardCharsets.ISO_8859_1) : "");
        return count > 0;
    }

    /** Everything up to the end. */
    String rest() throws IOException {
        while (readMore()) {
            Thread.onSpinWait();
        }
        return seen.toString();
    }

    void pressInterrupt() throws IOException {
        script.getOutputStream().write(INTERRUPT);
        script.getOutputStream().flush();
    }

    /** @param name of the terminal, as its first line tells it */
    static void resize(String name, int columns) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("stty", "-F", name, "cols", Integer.toString(columns)).start().waitFor()).isZero();
    }

    int exit() throws InterruptedException {
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return script.exitValue();
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}
