package io.nebula.pipeline;

import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.transform.TransformSpec;
import java.util.List;
import java.util.Objects;

/** One source, ordered transforms, one sink, and how to run them. Immutable; may be run many times. */
public record Pipeline(String name, SourceSpec source, List<TransformSpec> transforms, SinkSpec sink,
        ParallelSettings parallel, ErrorSettings errors, CheckpointSettings checkpoint) {
    public Pipeline {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(parallel, "parallel");
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(checkpoint, "checkpoint");
        transforms = List.copyOf(transforms);
    }

    /** A pipeline with checkpoints where they are possible. */
    public Pipeline(String name, SourceSpec source, List<TransformSpec> transforms, SinkSpec sink,
            ParallelSettings parallel, ErrorSettings errors) {
        this(name, source, transforms, sink, parallel, errors, CheckpointSettings.DEFAULT);
    }

    /** A pipeline that stops at the first record that cannot be processed. */
    public Pipeline(String name, SourceSpec source, List<TransformSpec> transforms, SinkSpec sink,
            ParallelSettings parallel) {
        this(name, source, transforms, sink, parallel, ErrorSettings.fail());
    }
}
