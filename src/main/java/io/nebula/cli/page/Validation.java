package io.nebula.cli.page;

import io.nebula.config.Diagnostic;
import io.nebula.engine.Inspection;
import io.nebula.engine.Sample;
import java.util.List;

/**
 * What validating one pipeline file has found.
 *
 * @param file as the user named it
 * @param findings in the order of the text, each with advice
 * @param unchecked why the fields that expressions name could not be checked; null if they were
 * @param inspection what inputs and outputs have answered; null if they were not asked, or if there are errors
 * @param sample a few records on their way; null if none were taken
 */
public record Validation(String file, List<Diagnostic> findings, String unchecked, Inspection inspection, Sample sample) {
    public Validation {
        findings = List.copyOf(findings);
    }

    public boolean valid() {
        return errors() == 0;
    }

    long errors() {
        return findings.stream().filter(Diagnostic::isError).count();
    }
}
