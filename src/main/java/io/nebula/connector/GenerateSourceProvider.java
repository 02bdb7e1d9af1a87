package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import java.util.List;

/** Configures {@link GenerateSpec}. */
public final class GenerateSourceProvider implements SourceProvider {
    @Override
    public String type() {
        return "generate";
    }

    @Override
    public String summary() {
        return "Makes records up, the same ones every time.";
    }

    @Override
    public SourceSpec create(Options options) {
        if (!options.has("count")) {
            options.problem(Problem.at("", "missing-key", "\"count\" is missing", "say how many records to make"));
        }
        long count = options.integer("count", 0, 0);
        String shape = options.choice("shape", "classic", List.of("classic", "narrow"));
        long seed = options.integer("seed", 0, Long.MIN_VALUE);
        return new GenerateSpec(count, shape.equals("narrow") ? GenerateSpec.NARROW : GenerateSpec.CLASSIC, seed);
    }
}
