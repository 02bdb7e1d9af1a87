package io.nebula.cli.page;

import io.nebula.dispatch.CpuPlacement;
import io.nebula.engine.Preview;
import io.nebula.engine.Spread;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code nebula explain FILE} for programs. */
public final class PlanJson {
    private final JsonWriter json = new JsonWriter();

    private PlanJson() {}

    /** @param placement null where the run would be sequential */
    public static String of(Preview preview, CpuPlacement placement) {
        PlanJson plan = new PlanJson();
        JsonWriter json = plan.json.begin('{');
        json.key("pipeline").text(preview.pipeline().name());
        json.key("source").begin('{').key("type").text(preview.pipeline().source().type());
        json.key("format").textOrNull(preview.pipeline().source().format() == null ? null
                : preview.pipeline().source().format().name());
        json.key("files").texts(preview.inputs().stream().map(Path::toString).toList());
        json.key("bytes").number(preview.storedBytes());
        plan.schema(preview.read());
        json.end('}').key("transforms").begin('[');
        for (Preview.Step step : preview.steps()) {
            json.begin('{').key("name").text(step.name());
            plan.schema(step.output());
            json.end('}');
        }
        json.end(']').key("sink").begin('{').key("type").text(preview.pipeline().sink().type());
        json.key("format").textOrNull(preview.pipeline().sink().format() == null ? null
                : preview.pipeline().sink().format().name());
        json.key("path").textOrNull(preview.pipeline().sink().path()).end('}');
        plan.fields(preview);
        plan.spread(preview.spread(), placement);
        json.key("checkpoints").truth(preview.checkpoints()).key("checkpointReason").text(preview.checkpointReason());
        json.key("errors").text(preview.pipeline().errors().policy().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.key("refusals").texts(preview.refusals().stream().map(Problem::toString).toList());
        return json.end('}').toString();
    }

    private void schema(Schema schema) {
        json.key("fields").fields(schema == null ? List.of() : schema.fields());
    }

    private void fields(Preview preview) {
        json.key("read").begin('[');
        for (Preview.ReadField field : preview.fields()) {
            json.begin('{').key("name").text(field.name()).key("type").text(field.type().text());
            json.key("parsedBy").texts(field.parsedBy()).key("writtenAs").texts(field.writtenAs()).end('}');
        }
        json.end(']').key("written").begin('[');
        for (Preview.WrittenField field : preview.written()) {
            json.begin('{').key("name").text(field.name()).key("type").text(field.type().text());
            json.key("madeBy").textOrNull(field.madeBy()).end('}');
        }
        json.end(']');
    }

    private void spread(Spread spread, CpuPlacement placement) {
        json.key("parallel").truth(spread.parallel()).key("parallelReason").text(spread.reason());
        json.key("workers").number(spread.workers()).key("groups").begin('[');
        if (placement != null) {
            placement.groups().forEach(cpus -> json.text(cpus.toString()));
        }
        json.end(']').key("placementReason").textOrNull(placement == null ? null : placement.reason());
        json.key("morselBytes").number(spread.morselBytes());
        json.key("morselRecords").number(spread.morselRecords() == Long.MAX_VALUE ? -1 : spread.morselRecords());
        json.key("vectorRows").number(spread.vectorRows()).key("inFlightBytes").number(spread.inFlightBytes());
    }
}
