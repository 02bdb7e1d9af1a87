package io.nebula.cli;

import io.nebula.metrics.RunProgress;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Shows how far a run has come, from a thread of its own, until closed. */
final class ProgressLine {
    private static final long REDRAW_MILLIS = 250;
    private static final long PLAIN_MILLIS = 5_000;
    static final String ERASE = "\r\033[K";
    private final ProgressText text;
    private final PrintStream err;
    private final TerminalWidth width;
    private final long startNanos = System.nanoTime();
    private final Thread thread = new Thread(this::show, "nebula-progress");
    private boolean closed;

    /** @param width of the line that is redrawn; null if each goes on a new one */
    private ProgressLine(ProgressText text, PrintStream err, TerminalWidth width) {
        this.text = text;
        this.err = err;
        this.width = width;
        thread.setDaemon(true);
    }

    /** Begins to show; returns null if nothing is to be shown. */
    static ProgressLine start(RunProgress progress, Console console, ProgressStyle style) {
        boolean redrawn = style == ProgressStyle.AUTO && console.redraws();
        if (style == ProgressStyle.NONE || style == ProgressStyle.AUTO && !redrawn) {
            return null;
        }
        ProgressText text = new ProgressText(progress, console.errStyle(), Boolean.getBoolean("nebula.ascii"));
        ProgressLine line = new ProgressLine(text, console.err(), redrawn ? console.width() : null);
        if (redrawn) {
            console.width().follow();
            StandardErrorAppender.precede(ERASE);
        }
        line.thread.start();
        return line;
    }

    private synchronized void show() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.timedWait(this, width != null ? REDRAW_MILLIS : PLAIN_MILLIS);
                if (closed) {
                    return;
                }
                long now = System.nanoTime();
                // a character in the last column would make some terminals begin a new line
                String line = text.line((now - startNanos) / 1e9, now, width != null ? width.columns() - 1 : Integer.MAX_VALUE);
                err.print(width != null ? ERASE + line : line + System.lineSeparator());
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops showing and takes the line away. */
    synchronized void close() {
        closed = true;
        notifyAll();
        if (width != null) {
            StandardErrorAppender.precede("");
            err.print(ERASE);
            err.flush();
        }
    }
}
