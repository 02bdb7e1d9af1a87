/**
 * CSV and TSV. {@link io.nebula.format.csv.CsvFormat} is the way in; {@code CsvDecoder} and {@code SeparatorIndex} hold
 * the hot loops.
 */
package io.nebula.format.csv;
