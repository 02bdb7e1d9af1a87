package io.nebula.format;

import java.util.List;

/**
 * What stands before the first record of an input: a byte order mark, a header line.
 *
 * @param bytes how many bytes to skip
 * @param lines how many lines to skip
 * @param names the column names of a header, or of the first record's fields where the format numbers them; empty where
 *     each record names its own fields
 */
public record Head(int bytes, int lines, List<String> names) {}
