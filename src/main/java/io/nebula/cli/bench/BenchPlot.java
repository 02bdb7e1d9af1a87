package io.nebula.cli.bench;

import io.nebula.cli.page.Xml;
import java.util.List;
import java.util.Locale;

/** The speed over the number of workers, as an SVG image. */
public final class BenchPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 90;
    private static final int RIGHT = 700;
    private static final int TOP = 50;
    private static final int BOTTOM = 330;
    private static final int LINES = 5;
    /** Told apart by people who see colours differently too, with the dashes of what is not pinned. */
    private static final String ORDERED = "#0072b2";
    private static final String UNORDERED = "#d55e00";

    private final Findings findings;
    private final List<Integer> workers;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    private BenchPlot(Findings findings) {
        this.findings = findings;
        this.workers = findings.measured().stream().map(one -> one.setup().workers()).filter(count -> count > 0)
                .distinct().sorted().toList();
        this.most = findings.fastest() * 1.05;
    }

    /** @param findings verified ones */
    public static String of(Findings findings) {
        BenchPlot plot = new BenchPlot(findings);
        plot.axes();
        plot.sequential();
        int row = 0;
        for (boolean ordered : new boolean[] {true, false}) {
            for (boolean pinned : new boolean[] {false, true}) {
                plot.line(ordered, pinned, row++);
            }
        }
        return plot.svg.append("</svg>\n").toString();
    }

    private void axes() {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH, HEIGHT);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, HEIGHT);
        add("<text x=\"%d\" y=\"25\" font-size=\"16\">%s: records per second by number of workers, %d CPUs</text>%n", LEFT,
                Xml.escaped(findings.expected().pipeline()), findings.cpus());
        for (int i = 0; i <= LINES; i++) {
            double value = most * i / LINES;
            add("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n", LEFT, y(value), RIGHT, y(value));
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,.0f</text>%n", LEFT - 8, y(value) + 4, value);
        }
        for (int count : workers) {
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n", x(count), BOTTOM + 20, count);
        }
    }

    private void sequential() {
        double y = y(findings.sequential().recordsPerSecond());
        add("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"black\" stroke-dasharray=\"2 4\"/>%n",
                LEFT, y, RIGHT, y);
        add("<text x=\"%d\" y=\"%.1f\">plain loop</text>%n", LEFT + 4, y - 5);
    }

    private void line(boolean ordered, boolean pinned, int row) {
        StringBuilder points = new StringBuilder();
        String colour = ordered ? ORDERED : UNORDERED;
        for (Measured one : findings.measured()) {
            Setup setup = one.setup();
            if (setup.workers() > 0 && setup.ordered() == ordered && setup.pinned() == pinned) {
                double x = x(setup.workers());
                double y = y(one.recordsPerSecond());
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour);
            }
        }
        String dashes = pinned ? "" : " stroke-dasharray=\"7 4\"";
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                points.toString().strip(), colour, dashes);
        int x = LEFT + row / 2 * 300;
        int y = BOTTOM + 48 + row % 2 * 22;
        add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                x, y, x + 30, y, colour, dashes);
        add("<text x=\"%d\" y=\"%d\">%s, %s</text>%n", x + 38, y + 4, ordered ? "in order" : "in any order",
                pinned ? "pinned" : "unpinned");
    }

    private double x(int count) {
        return workers.size() == 1 ? (LEFT + RIGHT) / 2.0
                : LEFT + 30 + (RIGHT - LEFT - 60.0) * workers.indexOf(count) / (workers.size() - 1);
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * value / most;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
