package io.nebula.engine;

import io.nebula.connector.RecordSink;
import io.nebula.connector.RecordSource;
import io.nebula.delivery.Facts;
import io.nebula.delivery.Fingerprint;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.pipeline.Pipeline;
import io.nebula.pipeline.Switch;
import java.io.IOException;
import java.util.List;

/** Decides whether a run takes checkpoints, and by what the next one would recognise the job. */
final class Recognition {
    private static final String SETTING = "checkpoint.enabled";

    private Recognition() {}

    /**
     * Takes in everything that decides which bytes are written, and nothing else: not how the work is spread, not the name.
     *
     * @param deadLetter null if there is none
     * @return null if no checkpoints are to be taken
     * @throws InvalidOptionsException if they are asked for and cannot be taken
     */
    static Fingerprint of(Pipeline pipeline, RecordSource source, RecordSink sink, RecordSink deadLetter)
            throws InvalidOptionsException {
        Switch wanted = pipeline.checkpoint().enabled();
        if (wanted == Switch.OFF || wanted == Switch.AUTO && !(sink.resumable() && resumable(deadLetter))) {
            return null;
        }
        List<String> inputs;
        try {
            inputs = source.identities();
        } catch (IOException e) {
            throw new InvalidOptionsException(Problem.at("source", "not-readable", e.getMessage(), null));
        }
        String missing = missing(pipeline, inputs, sink, deadLetter);
        if (missing != null && wanted == Switch.ON) {
            throw new InvalidOptionsException(Problem.at(SETTING, "not-resumable", missing,
                    "read and write files, or set enabled = auto, which means off here"));
        }
        Fingerprint fingerprint = missing != null ? null : new Facts(pipeline.secrets())
                .add("source", pipeline.source()).add("input", inputs).add("schema", source.schema().toString())
                .add("transforms", pipeline.transforms()).add("sink", pipeline.sink())
                .add("errors.policy", pipeline.errors().policy()).add("errors.dead-letter", pipeline.errors().deadLetter())
                .fingerprint();
        boolean unknowable = fingerprint != null && fingerprint.facts().values().stream().anyMatch(Facts::isLambda);
        return unknowable && wanted == Switch.AUTO ? null : fingerprint;
    }

    /** Why a run of that plan takes checkpoints or none, in a few words. */
    static String reason(Plan plan) throws IOException {
        Switch wanted = plan.pipeline().checkpoint().enabled();
        if (wanted != Switch.AUTO) {
            return SETTING + " = " + (wanted == Switch.ON);
        }
        if (plan.fingerprint() != null) {
            return "auto: the inputs can be read again, and the output continued";
        }
        String missing = missing(plan.pipeline(), plan.source().identities(), plan.sink(), plan.deadLetter());
        return "auto: " + (missing != null ? missing : "a transform is code that nobody could recognise");
    }

    /** What keeps a run from being continued; null if nothing does. */
    private static String missing(Pipeline pipeline, List<String> inputs, RecordSink sink, RecordSink deadLetter) {
        return inputs.isEmpty() ? "a source of type " + pipeline.source().type() + " cannot be read again"
                : !sink.resumable() ? "an output of type " + pipeline.sink().type() + " cannot be continued"
                : !resumable(deadLetter) ? "dead letters of type " + pipeline.errors().deadLetter().type()
                        + " cannot be continued" : null;
    }

    private static boolean resumable(RecordSink sinkOrNull) {
        return sinkOrNull == null || sinkOrNull.resumable();
    }
}
