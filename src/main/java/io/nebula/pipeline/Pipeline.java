package io.nebula.pipeline;

import io.nebula.connector.SinkSpec;
import io.nebula.connector.SourceSpec;
import io.nebula.options.Secrets;
import io.nebula.transform.TransformSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One source, ordered transforms, one sink, and how to run them. Immutable; may be run many times.
 *
 * @param secrets what of it is to be shown and kept nowhere but in the output
 * @param files that describe it, and that it must not replace
 */
public record Pipeline(String name, SourceSpec source, List<TransformSpec> transforms, SinkSpec sink,
        ParallelSettings parallel, ErrorSettings errors, CheckpointSettings checkpoint, Secrets secrets,
        List<Path> files) {
    public Pipeline {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(parallel, "parallel");
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(secrets, "secrets");
        transforms = List.copyOf(transforms);
        files = List.copyOf(files);
    }

    /** A pipeline without secrets, from no file. */
    public Pipeline(String name, SourceSpec source, List<TransformSpec> transforms, SinkSpec sink,
            ParallelSettings parallel, ErrorSettings errors, CheckpointSettings checkpoint) {
        this(name, source, transforms, sink, parallel, errors, checkpoint, Secrets.NONE, List.of());
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

    /** The same pipeline with these secrets. */
    public Pipeline concealing(Secrets others) {
        return new Pipeline(name, source, transforms, sink, parallel, errors, checkpoint, others, files);
    }

    /** The same pipeline from these files. */
    public Pipeline describedBy(List<Path> others) {
        return new Pipeline(name, source, transforms, sink, parallel, errors, checkpoint, secrets, others);
    }
}
