package io.nebula.config;

import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a pipeline and of the dispatchers, those of components apart: their kinds are here, beside the
 * classes that read them; their defaults and meanings are those of {@code reference.conf}.
 */
public final class ReferenceSettings {
    private static final String PIPELINE = "nebula.pipeline.";
    private static final String WORKER = "nebula.dispatchers.worker.";
    private static final String[] AUTO = {"auto"};
    private final Map<String, Setting> forms = new LinkedHashMap<>();

    private ReferenceSettings() {
        add(PIPELINE + "name", Kind.TEXT);
        forms.put(PIPELINE + "source", Setting.of(PIPELINE + "source", Kind.COMPONENT, "").needed());
        forms.put(PIPELINE + "sink", Setting.of(PIPELINE + "sink", Kind.COMPONENT, "").needed());
        like(add(PIPELINE + "transforms", Kind.COMPONENTS), "[{ type = drop, fields = [note] }]");
        parallel(PIPELINE + "parallel.");
        errors(PIPELINE + "errors.");
        like(add(PIPELINE + "checkpoint.enabled", Kind.BOOLEAN, AUTO), "false");
        like(add(PIPELINE + "checkpoint.interval", Kind.DURATION), "30s");
        worker();
        pool("nebula.dispatchers.hub.");
        pool("nebula.dispatchers.io.");
    }

    /** All of them, by their whole paths, in the order of {@code reference.conf}. */
    public static List<Setting> all() {
        return List.copyOf(new ReferenceSettings().described(ReferenceText.read(lines())).values());
    }

    /** By path; each key of {@code reference.conf} has a form, and each form a key. */
    private Map<String, Setting> described(List<ReferenceText.Key> keys) {
        Map<String, Setting> all = new LinkedHashMap<>();
        for (ReferenceText.Key key : keys) {
            Setting form = forms.get(key.path());
            if (form == null) {
                throw new IllegalStateException("nothing says what kind of setting " + key.path() + " is");
            }
            Setting described = form.meaning(key.meaning());
            all.put(key.path(), key.set() ? described.otherwise(key.value()) : described.like(key.value()));
        }
        if (all.size() < forms.size()) {
            throw new IllegalStateException("not every setting is in reference.conf: " + forms.keySet());
        }
        return all;
    }

    private void parallel(String parallel) {
        like(add(parallel + "use-parallel", Kind.BOOLEAN, AUTO), "true");
        like(add(parallel + "worker-count", Kind.INTEGER, AUTO), "4");
        like(add(parallel + "parallel-groups", Kind.INTEGER, AUTO), "2");
        like(add(parallel + "batch-size", Kind.INTEGER, AUTO), "5000");
        like(add(parallel + "vector-batch-size", Kind.INTEGER, AUTO), "1024");
        like(add(parallel + "queue-size", Kind.INTEGER, AUTO), "50000");
        like(add(parallel + "enable-affinity", Kind.BOOLEAN, AUTO), "true");
        like(add(parallel + "ordering", Kind.TEXT, "input", "none", "auto"), "none");
        like(add(parallel + "credits", Kind.INTEGER, AUTO), "4");
        like(add(parallel + "in-flight-bytes", Kind.SIZE, AUTO), "64MiB");
        like(add(parallel + "morsel-timeout", Kind.DURATION, AUTO), "10m");
    }

    private void errors(String errors) {
        like(add(errors + "policy", Kind.TEXT, "fail", "skip", "dead-letter"), "skip");
        add(errors + "dead-letter", Kind.COMPONENT);
        like(add(errors + "max-rejects", Kind.INTEGER, "none"), "1000");
        like(add(errors + "max-reject-ratio", Kind.NUMBER, "none"), "0.01");
    }

    private void worker() {
        add(WORKER + "type", Kind.TEXT);
        add(WORKER + "executor", Kind.TEXT);
        add(WORKER + "throughput", Kind.INTEGER);
        add(WORKER + "throughput-deadline-time", Kind.DURATION);
        add(WORKER + "shutdown-timeout", Kind.DURATION);
        like(add(WORKER + "pinned.mode", Kind.BOOLEAN, AUTO), "true");
        like(add(WORKER + "pinned.cpus", Kind.INTEGERS), "[2, 3]");
        like(add(WORKER + "pinned.spare-cpus", Kind.INTEGER), "1");
    }

    private void pool(String section) {
        add(section + "type", Kind.TEXT);
        add(section + "executor", Kind.TEXT);
        add(section + "threads", Kind.INTEGER);
        add(section + "bound-cpus", Kind.INTEGERS);
        add(section + "throughput", Kind.INTEGER);
        add(section + "shutdown-timeout", Kind.DURATION);
    }

    private Setting add(String path, Kind kind, String... choices) {
        Setting setting = Setting.of(path, kind, "").choice(choices);
        forms.put(path, setting);
        return setting;
    }

    private void like(Setting setting, String example) {
        forms.put(setting.key(), setting.like(example));
    }

    private static List<String> lines() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(Defaults.location().openStream(),
                StandardCharsets.UTF_8))) {
            return in.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read Nebula's defaults", e);
        }
    }
}
