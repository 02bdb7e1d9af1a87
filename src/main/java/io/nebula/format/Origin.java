package io.nebula.format;

/**
 * One input of a source: a file, standard input, a generator.
 *
 * @param name what users call it, e.g. its path as they wrote it
 * @param index its place among the inputs of the source, from 0
 * @param columns for formats with a header: the schema's index of each of the input's own columns; null where they
 *     agree
 * @param headBytes how many bytes stand before its first record
 * @param headLines how many lines stand before its first record
 */
public record Origin(String name, int index, int[] columns, int headBytes, long headLines) {}
