package io.nebula.metrics;

/**
 * What one step of the workers' work took. A field is parsed by the step that first asks for its value, not by the decoder.
 *
 * @param stage {@code decode}, {@code transforms[2] compute}, {@code encode}, {@code compress}
 * @param seconds CPU time of all workers together, estimated from a sample of vectors
 */
public record StageResult(String stage, double seconds) {}
