package io.nebula.connector;

/**
 * A run of one input whose records have been settled, from one record boundary to another.
 *
 * @param input the input's place among those of the source, from 0
 * @param from the first byte of the run after decompression; for made up records, the first one's number
 * @param to what follows the run
 * @param lines how many lines the run has
 */
public record Span(int input, long from, long to, long lines) {
    public Span {
        if (input < 0 || from < 0 || to < from || lines < 0) {
            throw new IllegalArgumentException("input " + input + " from " + from + " to " + to + " with " + lines
                    + " lines is no run");
        }
    }
}
