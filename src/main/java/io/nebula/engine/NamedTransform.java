package io.nebula.engine;

import io.nebula.transform.Transform;

/** A worker's instance of a transform, and what messages call it: {@code transforms[2] compute}. */
public record NamedTransform(String name, Transform transform) {}
