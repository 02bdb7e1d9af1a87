package io.nebula.transform;

import io.nebula.record.Schema;
import java.util.function.Supplier;

/**
 * A transform that has been checked against the fields it will meet.
 *
 * @param output the schema of every batch that it returns
 * @param instances makes one {@link Transform} per worker; called from any thread
 */
public record BoundTransform(Schema output, Supplier<Transform> instances) {}
