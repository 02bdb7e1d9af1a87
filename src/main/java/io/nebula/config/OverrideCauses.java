package io.nebula.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Shows a mistake that only an override has brought about where that override is written. */
final class OverrideCauses {
    private OverrideCauses() {}

    /**
     * The findings; those that a file has only because of an override are placed at it.
     *
     * @param without what is found with other overrides
     */
    static List<Diagnostic> shown(List<Diagnostic> found, List<String> overrides,
            Function<List<String>, List<Diagnostic>> without) {
        List<Diagnostic> shown = new ArrayList<>(found);
        for (int i = overrides.size() - 1; i >= 0 && shown.stream().anyMatch(OverrideCauses::isOfFile); i--) {
            List<String> left = new ArrayList<>(overrides);
            SourceText cause = new Scan().override(left.remove(i));
            List<Diagnostic> other = without.apply(left);
            shown.replaceAll(each -> isOfFile(each) && other.stream().noneMatch(same -> isSame(same, each))
                    ? at(cause, each) : each);
        }
        return shown;
    }

    private static boolean isOfFile(Diagnostic finding) {
        return finding.isError() && finding.place() != null && !finding.place().source().isOverride();
    }

    private static boolean isSame(Diagnostic one, Diagnostic other) {
        return one.code().equals(other.code()) && one.path().equals(other.path());
    }

    private static Diagnostic at(SourceText cause, Diagnostic finding) {
        String key = finding.path().substring(finding.path().lastIndexOf('.') + 1);
        String message = "with this, \"" + key + "\" in " + finding.file() + ":" + finding.line() + " is wrong: "
                + finding.message();
        return new Diagnostic(finding.severity(), finding.code(), message, finding.advice(), finding.path(),
                cause.valueSpan(), cause.name());
    }
}
