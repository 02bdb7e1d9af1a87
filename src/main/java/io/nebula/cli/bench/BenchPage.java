package io.nebula.cli.bench;

import io.nebula.cli.page.Quantity;
import io.nebula.cli.page.Style;
import io.nebula.cli.page.Wrapped;
import java.util.Locale;

/** What was measured, as a table with bars for a person. */
public final class BenchPage {
    private static final int TABLE_WIDTH = 70;
    private static final int NARROW_WIDTH = 54;
    private static final int MOST_BAR = 30;
    private static final int LEAST_BAR = 8;
    private final Findings findings;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private BenchPage(Findings findings, Style style) {
        this.findings = findings;
        this.style = style;
    }

    /** @param findings verified ones */
    public static String of(Findings findings, Style style) {
        BenchPage page = new BenchPage(findings, style);
        page.head();
        page.table();
        page.end();
        return page.out.toString();
    }

    private void head() {
        line("%s: %,d %s in each of %d %s, after warming up; %d CPUs, Java %s",
                style.heading(findings.expected().pipeline()), findings.expected().read(),
                findings.expected().read() == 1 ? "record" : "records", findings.sequential().runs().size(),
                findings.sequential().runs().size() == 1 ? "run" : "runs", findings.cpus(), System.getProperty("java.version"));
    }

    private void table() {
        boolean wide = style.width() >= TABLE_WIDTH;
        int bar = Math.min(MOST_BAR, style.width() - 2 - (wide ? TABLE_WIDTH : NARROW_WIDTH));
        line("%s", style.dim("workers  threads   order   records/s  speed-up  effic."
                + (wide ? "   CPU s  stolen" : "")));
        for (Measured one : findings.measured()) {
            Setup setup = one.setup();
            boolean loop = setup.workers() == 0;
            double share = one.recordsPerSecond() / findings.fastest();
            line("%7s  %-8s  %-5s %,11.0f  %8.2f  %s%s%s", loop ? "loop" : Integer.toString(setup.workers()),
                    loop ? "-" : one.bound() ? "pinned" : setup.pinned() ? "refused" : "unpinned",
                    setup.ordered() ? "input" : "none", one.recordsPerSecond(), one.speedUp(findings.sequential()),
                    loop ? "     -" : String.format(Locale.ROOT, "%4.0f %%", 100 * one.efficiency(findings.sequential())),
                    wide ? String.format(Locale.ROOT, "  %6.2f  %6d", one.cpuSeconds(), one.stolen()) : "",
                    bar < LEAST_BAR ? "" : "  " + style.name("#".repeat((int) Math.round(share * bar))));
        }
    }

    private void end() {
        Wrapped.append(String.format(Locale.ROOT, "Medians. In every run the same %,d records arrived (%s, checksum %s), in the"
                + " order of the input where it was to be kept.", findings.expected().written(),
                Quantity.bytes(findings.arrival().bytes()), findings.arrival().checksum()), 0, style.width(), out);
        Wrapped.append(findings.advice(), 0, style.width(), out);
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
