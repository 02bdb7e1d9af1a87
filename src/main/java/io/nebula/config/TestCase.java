package io.nebula.config;

import java.util.List;
import java.util.Map;

/**
 * A case of {@code nebula.tests}: what a pipeline is given, and what should come out. Values of records are {@code
 * null}, {@link Boolean}, {@link java.math.BigDecimal}, {@link String}, {@link List} and {@link Map}.
 *
 * @param index of the case in its file, from 0
 * @param line where it is written; 0 if that is not known
 * @param input the records; null where they are given as text or as a file
 * @param text the records as the source's format writes them; null where they are given otherwise
 * @param file that holds the records; null where they are given otherwise
 * @param expect the records that should come out; null if that does not matter
 * @param rejects the codes of the records that should be rejected, one for each
 */
public record TestCase(String name, int index, int line, List<Map<String, Object>> input, String text, String file,
        List<Map<String, Object>> expect, List<String> rejects) {}
