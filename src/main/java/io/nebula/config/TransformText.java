package io.nebula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import io.nebula.options.Problem;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of transforms that stands alone, as on the command line: the list, or everything that is wrong with it. */
public final class TransformText {
    private static final String KEY = "transforms";
    private final Scan scan = new Scan();
    private final SourceText source;
    private final List<TransformSpec> transforms = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private TransformText(SourceText source) {
        this.source = source;
    }

    /**
     * Reads HOCON.
     *
     * @param name what messages call it
     * @param list {@code [ { type = …, … }, … ]}
     */
    public static TransformText read(String name, String list) {
        TransformText text = new TransformText(new SourceText(name, null, KEY + " = " + list, 0));
        text.read();
        return text;
    }

    /** The transforms; none if a diagnostic is an error. */
    public List<TransformSpec> transforms() {
        return transforms;
    }

    /** What is wrong with the text as such. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** @param problems paths begin with {@code transforms} */
    public List<Diagnostic> explain(List<Problem> problems) {
        List<Diagnostic> explained = new ArrayList<>();
        for (Problem problem : problems) {
            List<String> path = ProblemPath.split(problem.path());
            explained.add(new Diagnostic(Diagnostic.Severity.ERROR, problem.code(), problem.message(), problem.advice(),
                    ConfigUtil.joinPath(path), scan.positions().of(path, problem), source.name()));
        }
        return explained;
    }

    private void read() {
        ScanException failure = HoconScanner.tried(source, List.of(), scan);
        Diagnostic exceeded = failure == null ? ConfigLimits.exceeded(scan) : failure.finding();
        if (exceeded != null) {
            diagnostics.add(exceeded);
            return;
        }
        try {
            Config config = ConfigFactory.parseString(source.text(),
                    ConfigParseOptions.defaults().setIncluder(new LocalIncluder(null)));
            Object list = config.resolve(ConfigResolveOptions.noSystem()).root().unwrapped().get(KEY);
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("source", Map.of("type", "generate", "count", 1));
            section.put("sink", Map.of("type", "discard"));
            section.put(KEY, list);
            PipelineSection read = new PipelineSection(section, KEY);
            diagnostics.addAll(explain(read.problems()));
            if (read.pipeline() != null) {
                transforms.addAll(read.pipeline().transforms());
            }
        } catch (ConfigException e) {
            diagnostics.add(SyntaxFinding.of(e, scan, source));
        }
    }
}
