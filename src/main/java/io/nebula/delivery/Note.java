package io.nebula.delivery;

/**
 * What a worker was working on.
 *
 * @param input the input's place among those of the source, from 0
 * @param from the first byte of it after decompression; for made up records, the first one's number
 * @param to what follows it
 * @param alone whether it was a single record, and nothing else was being worked on
 * @param stage how far a single record had come: 0 decode, from 1 the transforms, behind them encode
 */
public record Note(int input, long from, long to, boolean alone, int stage) {}
