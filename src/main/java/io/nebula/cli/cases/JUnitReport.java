package io.nebula.cli.cases;

import io.nebula.cli.page.Xml;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of the cases, as the XML that build servers read. */
public final class JUnitReport {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JUnitReport() {}

    /** @param suites by pipeline */
    public static String of(Map<String, List<CaseResult>> suites) {
        JUnitReport report = new JUnitReport();
        List<CaseResult> all = suites.values().stream().flatMap(List::stream).toList();
        report.out.append("<testsuites").append(counts(all)).append(">\n");
        suites.forEach(report::suite);
        return report.out.append("</testsuites>\n").toString();
    }

    private void suite(String pipeline, List<CaseResult> results) {
        out.append("  <testsuite name=\"").append(Xml.escaped(pipeline)).append('"').append(counts(results)).append(">\n");
        for (CaseResult result : results) {
            out.append("    <testcase name=\"").append(Xml.escaped(result.test().name())).append("\" classname=\"")
                    .append(Xml.escaped(pipeline)).append("\" time=\"").append(seconds(result.seconds())).append('"');
            if (result.passed()) {
                out.append("/>\n");
                continue;
            }
            String kind = result.actual() == null ? "error" : "failure";
            out.append(">\n      <").append(kind).append(" message=\"").append(Xml.escaped(result.differences().get(0)))
                    .append("\" type=\"").append(kind).append("\">")
                    .append(Xml.escaped(result.file() + ":" + result.test().line() + "\n"
                            + String.join("\n", result.differences())))
                    .append("</").append(kind).append(">\n    </testcase>\n");
        }
        out.append("  </testsuite>\n");
    }

    private static String counts(List<CaseResult> results) {
        long errors = results.stream().filter(result -> result.actual() == null).count();
        long failures = results.stream().filter(result -> !result.passed()).count() - errors;
        return " tests=\"" + results.size() + "\" failures=\"" + failures + "\" errors=\"" + errors + "\" time=\""
                + seconds(results.stream().mapToDouble(CaseResult::seconds).sum()) + '"';
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
