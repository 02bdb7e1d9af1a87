package io.nebula.cli;

import io.nebula.cli.page.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A command line that has been run in this process. */
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... args) {
        return of(new byte[0], Style.PLAIN, args);
    }

    /** @param stdin what is piped to it */
    static CommandRun of(byte[] stdin, Style style, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(stdin));
        try {
            Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8), false, style);
            int code = Main.run(args, console, new Shutdown(console.err(), exit -> {}));
            return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(before);
        }
    }
}
