package io.nebula.simulation;

import io.nebula.record.Schema;
import io.nebula.transform.BoundTransform;
import io.nebula.transform.TransformSpec;

/** A step that changes nothing, in which the thread may lose its CPU or the process die. */
record Passage() implements TransformSpec {
    private static Life life;

    static void of(Life current) {
        life = current;
    }

    @Override
    public String type() {
        return "passage";
    }

    @Override
    public BoundTransform bind(Schema input) {
        return new BoundTransform(input, () -> batch -> {
            life.moment();
            return batch;
        });
    }
}
