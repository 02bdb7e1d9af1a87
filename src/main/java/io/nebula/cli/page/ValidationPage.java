package io.nebula.cli.page;

import static io.nebula.cli.page.Quantity.count;

import io.nebula.config.Diagnostic;
import io.nebula.engine.Inspection;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code nebula validate} for a person. */
public final class ValidationPage {
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private ValidationPage(Style style) {
        this.style = style;
    }

    /** What was found in one file: each finding where it is, then one line for all, then what else there is to see. */
    public static String of(Validation validation, Style style) {
        ValidationPage page = new ValidationPage(style);
        Diagnostic.render(validation.findings()).lines().forEach(page::line);
        page.verdict(validation);
        if (validation.inspection() != null) {
            page.answers(validation.inspection());
        }
        if (validation.sample() != null) {
            SamplePage.append(validation.sample(), style, page.out);
        }
        return page.out.toString();
    }

    /** What follows after the last file. */
    public static String end(List<Validation> validations, Style style) {
        StringBuilder end = new StringBuilder();
        if (validations.size() > 1) {
            long failed = validations.stream().filter(validation -> !validation.valid()).count();
            end.append(validations.size()).append(" files: ").append(validations.size() - failed).append(" OK, ")
                    .append(failed).append(" FAILED\n");
        }
        Set<String> codes = new TreeSet<>();
        validations.forEach(validation -> validation.findings().forEach(finding -> codes.add(finding.code())));
        if (!codes.isEmpty()) {
            String first = validations.stream().flatMap(validation -> validation.findings().stream()).findFirst().get().code();
            codes.remove(first);
            end.append("see: ").append(style.name("nebula explain " + first));
            if (!codes.isEmpty()) {
                end.append("; the same for ").append(String.join(", ", codes));
            }
            end.append('\n');
        }
        return end.toString();
    }

    private void line(String line) {
        if (!style.colour()) {
            out.append(line).append('\n');
            return;
        }
        int caret = line.indexOf('^');
        if (caret >= 0 && line.substring(0, caret).matches("\\s+\\|\\s+")) {
            out.append(style.dim(line.substring(0, caret))).append(style.bad(line.substring(caret)));
        } else {
            out.append(line.replaceFirst("(: )(error\\[[a-z0-9-]+])", "$1" + quoted(style.bad("#")))
                    .replaceFirst("(: )(warning\\[[a-z0-9-]+])", "$1" + quoted(style.warning("#"))));
        }
        out.append('\n');
    }

    /** A replacement that puts the second group of a match where the hash is. */
    private static String quoted(String coloured) {
        return coloured.replace("#", "$2");
    }

    private void verdict(Validation validation) {
        long errors = validation.errors();
        long warnings = validation.findings().size() - errors;
        out.append(validation.file()).append(": ").append(validation.valid() ? style.good("OK") : style.bad("FAILED"));
        if (errors + warnings > 0) {
            out.append(" (").append(errors == 0 ? "" : count(errors, "error")).append(errors > 0 && warnings > 0 ? ", " : "")
                    .append(warnings == 0 ? "" : count(warnings, "warning")).append(')');
        }
        if (validation.unchecked() != null) {
            out.append("; fields are not checked: ").append(validation.unchecked());
        }
        out.append('\n');
    }

    private void answers(Inspection inspection) {
        TextTable table = new TextTable(style, 2);
        List<Path> inputs = inspection.inputs();
        String source = inputs.isEmpty() ? "no file" : inputs.size() == 1 ? inputs.get(0).toString()
                : inputs.get(0) + " and " + (inputs.size() - 1) + " more";
        table.row("source", source + (inspection.storedBytes() < 0 ? "" : "; " + Quantity.bytes(inspection.storedBytes()))
                + "; " + (inspection.fields() == null ? "the fields show when data arrives"
                : count(inspection.fields().size(), "field")));
        for (Inspection.Output output : inspection.outputs()) {
            table.row(output.role(), output.path() == null ? output.type()
                    : output.path() + "; " + (output.exists() ? "exists, would be replaced" : "can be made"));
        }
        if (inspection.earlier() != null) {
            table.row("earlier run", inspection.earlier());
        }
        table.appendTo(out);
    }
}
