/**
 * The immutable description of a pipeline: source, transforms, sink and settings. Plain data without a live resource;
 * {@code config} makes it from files, the builder from Java, the engine runs it.
 */
package io.nebula.pipeline;
