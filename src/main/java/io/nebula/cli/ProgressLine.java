package io.nebula.cli;

import io.nebula.cli.page.Quantity;
import io.nebula.metrics.RunProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows how far a run has come, from a thread of its own, until closed. */
final class ProgressLine {
    private static final long REDRAW_MILLIS = 250;
    private static final long PLAIN_MILLIS = 5_000;
    private static final String ERASE = "\r\033[K";
    private final RunProgress progress;
    private final PrintStream err;
    private final boolean redrawn;
    private final long startNanos;
    private final Thread thread;
    private boolean closed;

    private ProgressLine(RunProgress progress, PrintStream err, boolean redrawn) {
        this.progress = progress;
        this.err = err;
        this.redrawn = redrawn;
        this.startNanos = System.nanoTime();
        this.thread = new Thread(this::show, "nebula-progress");
        thread.setDaemon(true);
    }

    /** Begins to show; returns null if nothing is to be shown. */
    static ProgressLine start(RunProgress progress, Console console, ProgressStyle style) {
        if (style == ProgressStyle.NONE || style == ProgressStyle.AUTO && !console.terminal()) {
            return null;
        }
        ProgressLine line = new ProgressLine(progress, console.err(), style == ProgressStyle.AUTO);
        line.thread.start();
        return line;
    }

    private synchronized void show() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.timedWait(this, redrawn ? REDRAW_MILLIS : PLAIN_MILLIS);
                if (closed) {
                    return;
                }
                String text = text(progress, (System.nanoTime() - startNanos) / 1e9);
                err.print(redrawn ? ERASE + text : text + System.lineSeparator());
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String text(RunProgress progress, double seconds) {
        double fraction = progress.fraction();
        long perSecond = seconds > 0 ? Math.round((progress.read() - progress.resumedFrom()) / seconds) : 0;
        StringBuilder text = new StringBuilder();
        if (fraction >= 0) {
            text.append(String.format(Locale.ROOT, "%3d %%  ", (int) (100 * fraction)));
        }
        text.append(String.format(Locale.ROOT, "%,d records  %,d records/s", progress.read(), perSecond));
        if (fraction > 0 && fraction < 1) {
            text.append("  ").append(Quantity.seconds(Math.round(seconds / fraction - seconds))).append(" left");
        }
        return text.toString();
    }

    /** Stops showing and takes the line away. */
    synchronized void close() {
        closed = true;
        notifyAll();
        if (redrawn) {
            err.print(ERASE);
            err.flush();
        }
    }
}
