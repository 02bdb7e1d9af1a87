package io.nebula.cli;

import io.nebula.cli.page.JsonWriter;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;
import java.util.Locale;
import java.util.TreeMap;

/** The summary that scripts read; its keys are an interface. */
final class JsonSummary {
    private JsonSummary() {}

    static String of(RunResult result) {
        JsonWriter json = new JsonWriter().begin('{');
        json.key("pipeline").text(result.pipeline());
        json.key("outcome").text(result.outcome().name().toLowerCase(Locale.ROOT));
        json.key("resumedFrom").number(result.resumedFrom());
        json.key("read").number(result.read());
        json.key("added").number(result.added());
        json.key("written").number(result.written());
        json.key("filtered").number(result.filtered());
        json.key("rejected").number(result.rejected());
        json.key("rejects").begin('{');
        new TreeMap<>(result.rejects()).forEach((code, count) -> json.key(code).number(count));
        json.end('}');
        json.key("bytesRead").number(result.bytesRead());
        json.key("bytesWritten").number(result.bytesWritten());
        json.key("seconds").number(result.seconds(), 6);
        json.key("recordsPerSecond").number(result.recordsPerSecond(), 1);
        json.key("cpuSeconds").number(result.cpuSeconds(), 6);
        json.key("workers").begin('[');
        result.workers().forEach(worker -> append(worker, json));
        json.end(']');
        json.key("stages").begin('[');
        result.stages().forEach(stage -> json.begin('{').key("stage").text(stage.stage()).key("seconds")
                .number(stage.seconds(), 6).end('}'));
        json.end(']');
        json.key("peakMemoryBytes").number(result.peakMemoryBytes());
        json.key("bottleneck").text(result.bottleneck().name().toLowerCase(Locale.ROOT));
        return json.end('}').toString();
    }

    private static void append(WorkerResult worker, JsonWriter json) {
        json.begin('{');
        json.key("group").number(worker.group());
        json.key("worker").number(worker.worker());
        json.key("cpu").number(worker.cpu());
        json.key("morsels").number(worker.morsels());
        json.key("records").number(worker.records());
        json.key("stolen").number(worker.stolen());
        json.key("busySeconds").number(worker.busySeconds(), 6);
        json.end('}');
    }
}
