package io.nebula.cli.page;

import io.nebula.config.Diagnostic;
import io.nebula.engine.Inspection;
import io.nebula.engine.Sample;
import io.nebula.engine.SampleChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code nebula validate} for programs. */
public final class ValidationJson {
    private final JsonWriter json = new JsonWriter();

    private ValidationJson() {}

    /** One object, on one line. */
    public static String of(Validation validation) {
        ValidationJson page = new ValidationJson();
        JsonWriter json = page.json.begin('{');
        json.key("file").text(validation.file()).key("valid").truth(validation.valid()).key("findings").begin('[');
        validation.findings().forEach(page::finding);
        json.end(']').key("unchecked").textOrNull(validation.unchecked());
        if (validation.inspection() != null) {
            page.answers(validation.inspection());
        }
        if (validation.sample() != null) {
            page.sample(validation.sample());
        }
        return json.end('}').toString();
    }

    private void finding(Diagnostic finding) {
        json.begin('{').key("file").text(finding.file()).key("line").number(finding.line());
        json.key("column").number(finding.column()).key("length").number(finding.line() == 0 ? 0 : finding.length());
        json.key("code").text(finding.code()).key("path").text(finding.path()).key("message").text(finding.message());
        json.key("advice").textOrNull(finding.advice());
        json.key("severity").text(finding.severity().name().toLowerCase(Locale.ROOT)).end('}');
    }

    private void answers(Inspection inspection) {
        json.key("inputs").texts(inspection.inputs().stream().map(Path::toString).toList());
        json.key("inputBytes").number(inspection.storedBytes()).key("outputs").begin('[');
        for (Inspection.Output output : inspection.outputs()) {
            json.begin('{').key("role").text(output.role()).key("type").text(output.type());
            json.key("path").textOrNull(output.path()).key("exists").truth(output.exists()).end('}');
        }
        json.end(']').key("earlierRun").textOrNull(inspection.earlier());
    }

    private void sample(Sample sample) {
        json.key("sample").begin('{').key("records").number(sample.records()).key("stages").begin('[');
        for (int i = 0; i < sample.stages().size(); i++) {
            stage(sample.stages().get(i), i == 0 ? null : sample.stages().get(i - 1));
        }
        json.end(']').key("rejects").begin('[');
        for (Sample.Refusal refusal : sample.refusals()) {
            json.begin('{').key("record").number(refusal.record()).key("place").text(refusal.place());
            json.key("stage").text(refusal.reject().stage()).key("code").text(refusal.reject().code());
            json.key("field").textOrNull(refusal.reject().field()).key("message").text(refusal.reject().message()).end('}');
        }
        json.end(']').key("header").text(sample.header()).key("written").begin('[');
        for (Sample.Line line : sample.written()) {
            json.begin('{').key("record").number(line.record()).key("text").text(line.text()).end('}');
        }
        json.end(']').end('}');
    }

    /** @param before null for the source */
    private void stage(Sample.Stage stage, Sample.Stage before) {
        List<SampleChange.Value> changes = before == null ? List.of() : SampleChange.between(before, stage).values();
        json.begin('{').key("name").text(stage.name()).key("fields").fields(stage.schema().fields());
        json.key("rows").begin('[');
        for (Sample.Row row : stage.rows()) {
            json.begin('{').key("record").number(row.record()).key("values").begin('{');
            for (int field = 0; field < stage.schema().size(); field++) {
                json.key(stage.schema().field(field).name()).textOrNull(row.values().get(field));
            }
            json.end('}').key("changed").texts(changes.stream().filter(change -> change.record() == row.record())
                    .map(SampleChange.Value::field).distinct().toList()).end('}');
        }
        json.end(']').end('}');
    }
}
