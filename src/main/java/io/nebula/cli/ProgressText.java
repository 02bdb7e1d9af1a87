package io.nebula.cli;

import io.nebula.cli.page.Quantity;
import io.nebula.cli.page.Style;
import io.nebula.metrics.RunProgress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * How far a run has come, on one line: part, bar, records, rates of the last seconds, time left, load of the workers. Of
 * what does not fit into the width, what matters least is left out. One thread.
 */
final class ProgressText {
    private static final double WINDOW_SECONDS = 5;
    /** Before, a guess at the time left would be wild. */
    private static final double SETTLED_SECONDS = 1;
    private static final int BAR = 16;
    private static final int MOST_SHOWN_WORKERS = 16;
    private static final String GAP = "  ";
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final String PLAIN_LEVELS = "01234567";
    /** What is left out for want of room, first to last. */
    private static final Segment[] LEAST_FIRST = {Segment.BAR, Segment.WORKERS, Segment.BYTES, Segment.REJECTED,
        Segment.LOAD, Segment.RECORDS, Segment.LEFT, Segment.RATE};

    private enum Segment {
        PART,
        BAR,
        RECORDS,
        RATE,
        BYTES,
        REJECTED,
        LEFT,
        LOAD,
        WORKERS
    }

    /** Where it stood at some time. */
    private record Sample(double seconds, long read, long bytes, long[] busyNanos) {}

    private final RunProgress progress;
    private final Style style;
    private final boolean ascii;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** @param ascii whether only such characters can be shown */
    ProgressText(RunProgress progress, Style style, boolean ascii) {
        this.progress = progress;
        this.style = style;
        this.ascii = ascii;
        samples.add(new Sample(0, -1, -1, new long[progress.workers()]));
    }

    /**
     * The line.
     *
     * @param seconds since the run began
     * @param now as {@link System#nanoTime} tells it
     * @param width characters that there is room for
     */
    String line(double seconds, long now, int width) {
        long[] busy = new long[progress.workers()];
        for (int worker = 0; worker < busy.length; worker++) {
            busy[worker] = progress.load(worker).busyNanos(now);
        }
        Sample sample = new Sample(seconds, progress.read(), progress.bytesRead(), busy);
        String[] texts = texts(samples.peekFirst(), sample);
        samples.addLast(sample);
        while (samples.size() > 2 && seconds - samples.peekFirst().seconds() > WINDOW_SECONDS) {
            samples.removeFirst();
        }
        for (int next = 0; next < LEAST_FIRST.length && length(texts) > width; next++) {
            texts[LEAST_FIRST[next].ordinal()] = null;
        }
        return length(texts) > width ? "" : joined(texts);
    }

    private String[] texts(Sample from, Sample to) {
        String[] texts = new String[Segment.values().length];
        double fraction = progress.fraction();
        if (fraction >= 0) {
            texts[Segment.PART.ordinal()] = String.format(Locale.ROOT, "%3d %%", (int) (100 * fraction));
            texts[Segment.BAR.ordinal()] = bar(fraction);
        }
        double window = to.seconds() - from.seconds();
        long read = to.read() - (from.read() < 0 ? progress.resumedFrom() : from.read());
        long bytes = to.bytes() - (from.bytes() < 0 ? progress.resumedBytes() : from.bytes());
        texts[Segment.RECORDS.ordinal()] = String.format(Locale.ROOT, to.read() == 1 ? "%,d record" : "%,d records",
                to.read());
        texts[Segment.RATE.ordinal()] = String.format(Locale.ROOT, "%,d records/s", Math.round(rate(read, window)));
        if (bytes > 0) {
            texts[Segment.BYTES.ordinal()] = String.format(Locale.ROOT, "%.1f MB/s", rate(bytes, window) / 1e6);
        }
        if (progress.rejected() > 0) {
            texts[Segment.REJECTED.ordinal()] = String.format(Locale.ROOT, "%,d rejected", progress.rejected());
        }
        double done = fraction - progress.resumedFraction();
        if (done > 0 && fraction < 1 && to.seconds() >= SETTLED_SECONDS) {
            texts[Segment.LEFT.ordinal()] = Quantity.seconds(Math.round(to.seconds() * (1 - fraction) / done)) + " left";
        }
        load(from, to, window, texts);
        return texts;
    }

    private static double rate(long count, double seconds) {
        return seconds > 0 ? count / seconds : 0;
    }

    private void load(Sample from, Sample to, double window, String[] texts) {
        if (window <= 0) {
            return;
        }
        String levels = ascii ? PLAIN_LEVELS : LEVELS;
        StringBuilder workers = new StringBuilder();
        double sum = 0;
        for (int worker = 0; worker < to.busyNanos().length; worker++) {
            double load = Math.min(1, (to.busyNanos()[worker] - from.busyNanos()[worker]) / 1e9 / window);
            sum += load;
            workers.append(levels.charAt((int) Math.min(levels.length() - 1, load * levels.length())));
        }
        int count = to.busyNanos().length;
        texts[Segment.LOAD.ordinal()] = String.format(Locale.ROOT, "%d worker%s %.0f %% busy", count, count == 1 ? "" : "s",
                100 * sum / count);
        if (count > 1 && count <= MOST_SHOWN_WORKERS) {
            texts[Segment.WORKERS.ordinal()] = workers.toString();
        }
    }

    private String bar(double fraction) {
        int full = (int) (fraction * BAR);
        return (ascii ? "#" : "━").repeat(full) + (ascii ? "." : "─").repeat(BAR - full);
    }

    private static int length(String[] texts) {
        int length = 0;
        for (String text : texts) {
            length += text == null ? 0 : text.length() + GAP.length();
        }
        return Math.max(0, length - GAP.length());
    }

    private String joined(String[] texts) {
        List<String> shown = new ArrayList<>();
        for (Segment segment : Segment.values()) {
            String text = texts[segment.ordinal()];
            if (text != null) {
                shown.add(switch (segment) {
                    case PART -> style.heading(text);
                    case BAR, WORKERS -> style.name(text);
                    case REJECTED -> style.warning(text);
                    default -> text;
                });
            }
        }
        return String.join(GAP, shown);
    }
}
