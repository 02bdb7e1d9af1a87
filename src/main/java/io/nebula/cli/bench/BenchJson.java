package io.nebula.cli.bench;

import io.nebula.cli.page.JsonWriter;
import io.nebula.metrics.RunResult;
import io.nebula.metrics.WorkerResult;

/** What was measured, every run of it, for programs. */
public final class BenchJson {
    private BenchJson() {}

    /** One line. */
    public static String of(Findings findings) {
        RunResult expected = findings.expected();
        JsonWriter json = new JsonWriter().begin('{');
        json.key("pipeline").text(expected.pipeline());
        json.key("cpus").number(findings.cpus());
        json.key("java").text(System.getProperty("java.version"));
        json.key("verified").truth(findings.verified());
        json.key("differences").texts(findings.differences());
        json.key("read").number(expected.read());
        json.key("written").number(expected.written());
        json.key("bytes").number(findings.arrival().bytes());
        json.key("checksum").text(findings.arrival().checksum());
        json.key("setups").begin('[');
        findings.measured().forEach(one -> append(one, findings, json));
        json.end(']');
        json.key("advice").textOrNull(findings.measured().isEmpty() ? null : findings.advice());
        return json.end('}').toString();
    }

    private static void append(Measured one, Findings findings, JsonWriter json) {
        json.begin('{');
        json.key("workers").number(one.setup().workers());
        json.key("pinned").truth(one.setup().pinned());
        json.key("bound").truth(one.bound());
        json.key("ordered").truth(one.setup().ordered());
        json.key("recordsPerSecond").number(one.recordsPerSecond(), 1);
        json.key("speedUp").number(one.speedUp(findings.sequential()), 3);
        json.key("efficiency").number(one.efficiency(findings.sequential()), 3);
        json.key("cpuSeconds").number(one.cpuSeconds(), 6);
        json.key("stolen").number(one.stolen());
        json.key("runs").begin('[');
        for (RunResult run : one.runs()) {
            json.begin('{').key("seconds").number(run.seconds(), 6).key("recordsPerSecond").number(run.recordsPerSecond(), 1)
                    .key("cpuSeconds").number(run.cpuSeconds(), 6)
                    .key("stolen").number(run.workers().stream().mapToLong(WorkerResult::stolen).sum()).end('}');
        }
        json.end(']').end('}');
    }
}
