package io.nebula.connector;

/**
 * How far an unfinished output is known to be on disk.
 *
 * @param bytes how many bytes it has, as they are stored
 * @param crc the CRC-32C of these bytes
 */
public record OutputMark(long bytes, long crc) {}
