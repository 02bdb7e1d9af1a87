/**
 * From a HOCON file to the description of a pipeline: {@link io.nebula.config.PipelineFile} loads it and finds everything
 * that is wrong in one pass, {@link io.nebula.config.Diagnostic} is one finding with its place.
 *
 * <pre>
 *  file ──► Typesafe parser (values) ──► Options ──► providers ──► Pipeline
 *    └────► HoconScanner (places) ──► Positions ◄── Problem paths ──► Diagnostic
 * </pre>
 *
 * <p>The parser keeps no columns, so the scanner reads the same text a second time for places only. Nothing here looks at
 * the inputs or outputs of a pipeline, and nothing knows Pekko.
 */
package io.nebula.config;
