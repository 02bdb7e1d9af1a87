package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.util.List;

/** Configures {@link GenerateSpec}. */
public final class GenerateSourceProvider implements SourceProvider {
    private static final String[] SHAPES = {"classic", "narrow"};

    @Override
    public String type() {
        return "generate";
    }

    @Override
    public String summary() {
        return "Makes records up, the same ones every time.";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.of("count", Kind.INTEGER, "How many records to make, from 0.").needed().like("1000"),
                Setting.of("shape", Kind.TEXT, "classic: the six fields id, name, value, timestamp, category, status."
                        + " narrow: id and value.").otherwise("classic").choice(SHAPES),
                Setting.of("seed", Kind.INTEGER, "Another seed makes other records.").otherwise("0"));
    }

    @Override
    public String example() {
        return "{ type = generate, count = 1000 }";
    }

    @Override
    public SourceSpec create(Options options) {
        if (!options.has("count")) {
            options.problem(Problem.at("count", "missing-key", "\"count\" is missing", "say how many records to make"));
        }
        long count = options.integer("count", 0, 0);
        String shape = options.choice("shape", "classic", List.of(SHAPES));
        long seed = options.integer("seed", 0, Long.MIN_VALUE);
        return new GenerateSpec(count, shape.equals("narrow") ? GenerateSpec.NARROW : GenerateSpec.CLASSIC, seed);
    }
}
