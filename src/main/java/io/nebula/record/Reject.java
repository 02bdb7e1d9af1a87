package io.nebula.record;

/**
 * A record that could not be processed, and why. It is data: what becomes of it is the error policy's decision.
 *
 * @param start where the record begins, in bytes from the beginning of its morsel; -1 if it came from no bytes
 * @param length the record's length in bytes, its line end not included
 * @param stage what refused it: {@code decode}, {@code encode}, or the transform's place and type
 * @param code a short, stable name of the reason, in lower-case words joined by hyphens
 * @param field the field concerned, or null
 * @param message what is wrong and what to do about it, for a person
 */
public record Reject(int start, int length, String stage, String code, String field, String message) {}
