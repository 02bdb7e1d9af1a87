package io.nebula.cli.cases;

import io.nebula.cli.page.Style;
import java.util.List;

/** What became of the cases, for a person. */
public final class TestReport {
    private static final String INDENT = "        ";

    private TestReport() {}

    /** A case: one line if it passed, else what differs. */
    public static String of(CaseResult result, Style style) {
        String name = result.test().name().replaceAll("\\p{Cntrl}", " ");
        if (result.passed()) {
            return "  " + style.good("ok") + "    " + name + "\n";
        }
        String place = result.file() + (result.test().line() > 0 ? ":" + result.test().line() : "");
        StringBuilder out = new StringBuilder("  ").append(style.bad("FAIL")).append("  ").append(name).append("  ")
                .append(style.dim(place)).append('\n');
        for (String line : result.differences()) {
            out.append(INDENT).append(line.contains("  expected  ") ? style.good(line)
                    : line.contains("  actual    ") ? style.bad(line) : line).append('\n');
        }
        return out.toString();
    }

    /** The last line. */
    public static String summary(List<CaseResult> results, Style style) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        String counts = results.size() + (results.size() == 1 ? " test: " : " tests: ") + (results.size() - failed)
                + " passed, " + failed + " failed";
        return (failed == 0 ? style.good(counts) : style.bad(counts)) + "\n";
    }
}
