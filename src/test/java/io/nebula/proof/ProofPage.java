package io.nebula.proof;

import java.util.List;
import java.util.stream.Collectors;

/** The tables of {@code src/docs/proof.md}, between comments that name them; the rest of the page is written by hand. */
final class ProofPage {
    private static final String BEGIN = "<!-- table: %s -->\n\n";
    private static final String END = "\n<!-- end: %s -->";

    private final TestReports reports;
    private final TestClasses classes;

    ProofPage(TestReports reports, TestClasses classes) {
        this.reports = reports;
        this.classes = classes;
    }

    /** That page with its tables made anew. */
    String renew(String page) {
        return renew(renew(page, "promises", promises()), "faults", faults());
    }

    private static String renew(String page, String name, String table) {
        String begin = BEGIN.formatted(name);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(END.formatted(name));
        if (from < begin.length() || to < from) {
            throw new IllegalStateException("the page lacks the comments around the table of " + name);
        }
        return page.substring(0, from) + table + page.substring(to);
    }

    private String promises() {
        return "| promise | tests | result | the furthest others go |\n|---|---|---|---|\n" + Claim.promises().stream()
                .map(claim -> row(claim.what(), tests(claim), result(claim), claim.peer())).collect(Collectors.joining());
    }

    private String faults() {
        return "| fault | promise | tests | result | the furthest others go |\n|---|---|---|---|---|\n" + Claim.faults()
                .stream().map(claim -> row(claim.what(), claim.promise(), tests(claim), result(claim), claim.peer()))
                .collect(Collectors.joining());
    }

    private static String tests(Claim claim) {
        return claim.tests().stream().map(test -> "`" + test + "`").collect(Collectors.joining(", "));
    }

    private String result(Claim claim) {
        return reports.result(claim.tests(), classes);
    }

    private static String row(String... cells) {
        return "| " + List.of(cells).stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")) + " |\n";
    }
}
