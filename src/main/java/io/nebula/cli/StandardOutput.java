package io.nebula.cli;

import io.nebula.connector.ClosedOutputException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** The process's standard output, for the answers of verbs: remembers what a {@link PrintStream} would swallow. */
final class StandardOutput extends FilterOutputStream {
    private static final int BUFFER = 1 << 13;

    private IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    /** In the encoding that the JVM has found for standard output, as {@code System.out}. */
    PrintStream stream() {
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return new PrintStream(new BufferedOutputStream(this, BUFFER), false,
                encoding == null ? Charset.defaultCharset() : Charset.forName(encoding));
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * The exit code of a verb that has ended with {@code code} and whose answer has been flushed: an answer that did not
     * arrive whole is no success.
     */
    int verdict(int code, PrintStream err) {
        if (failure == null || code != ExitCode.DONE) {
            return code;
        }
        if (ClosedOutputException.tells(failure)) {
            return ExitCode.OUTPUT_CLOSED;
        }
        err.println("nebula: standard output: not all of the answer could be written (" + failure.getMessage()
                + "); check free space and where it is sent");
        err.flush();
        return ExitCode.FAILED;
    }
}
