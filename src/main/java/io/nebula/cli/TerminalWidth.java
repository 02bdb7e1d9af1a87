package io.nebula.cli;

import io.nebula.cli.page.Style;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many characters the terminal has on a line, as far as anybody tells; follows it while it is resized. Thread-safe. */
final class TerminalWidth {
    private volatile int columns;

    private TerminalWidth(int columns) {
        this.columns = columns;
    }

    /** @param columns as the launcher has seen it; 0 if not known @param environment where {@code COLUMNS} has precedence */
    static TerminalWidth of(int columns, Map<String, String> environment) {
        int wanted = positive(environment.getOrDefault("COLUMNS", ""));
        return new TerminalWidth(wanted > 0 ? wanted : columns > 0 ? columns : Style.USUAL_WIDTH);
    }

    int columns() {
        return columns;
    }

    /** From now on the width is that of the terminal after each change of its size. */
    void follow() {
        Signals.handleResize(this::ask);
    }

    /** The JVM itself cannot ask a terminal for its size. */
    private void ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int now = positive(size.substring(size.indexOf(' ') + 1));
            if (stty.waitFor(1, TimeUnit.SECONDS) && now > 0) {
                columns = now;
            }
        } catch (IOException e) {
            columns = Math.min(columns, Style.USUAL_WIDTH); // no stty here, or no terminal any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int positive(String number) {
        return number.matches("[1-9]\\d{0,5}") ? Integer.parseInt(number) : 0;
    }
}
