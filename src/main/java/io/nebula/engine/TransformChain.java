package io.nebula.engine;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.List;

/** Transforms one after the other, bound to the schema of what comes in. Immutable. */
public final class TransformChain {
    private final List<Plan.Step> steps;
    private final Schema output;

    private TransformChain(List<Plan.Step> steps, Schema output) {
        this.steps = steps;
        this.output = output;
    }

    /** @throws InvalidOptionsException with all that does not fit; paths are {@code transforms.0…} */
    public static TransformChain bind(List<TransformSpec> transforms, Schema input) throws InvalidOptionsException {
        List<Problem> problems = new ArrayList<>();
        List<Plan.Step> steps = new ArrayList<>();
        Schema output = Plan.bind(transforms, input, steps, problems);
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        return new TransformChain(List.copyOf(steps), output);
    }

    /** The schema of what comes out. */
    public Schema output() {
        return output;
    }

    /** A worker's own instances of the transforms. */
    public List<NamedTransform> instances() {
        return Plan.instances(steps);
    }
}
