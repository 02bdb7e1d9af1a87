/**
 * How records are written as bytes: CSV, TSV, JSON Lines. Bytes to batches and back, on {@code byte[]}; no Pekko, no
 * configuration library.
 *
 * <p>Start with {@link io.nebula.format.Format}. From Java there are {@link io.nebula.format.csv.CsvFormat#csv},
 * {@link io.nebula.format.csv.CsvFormat#tsv} and {@link io.nebula.format.jsonl.JsonLinesFormat#jsonLines}; {@link
 * io.nebula.format.Formats} chooses one from a section of configuration. A source cuts its bytes
 * into {@link io.nebula.format.Morsel}s with {@link io.nebula.format.RecordBoundaries}; a worker turns each into
 * batches with its {@link io.nebula.format.Decoder} and back into bytes with its {@link io.nebula.format.Encoder}.
 * Boundary finder and decoder follow one grammar.
 */
package io.nebula.format;
