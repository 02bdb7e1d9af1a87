package io.nebula.record;

/**
 * A record that could not be processed, and why. It is data: what becomes of it is the error policy's decision.
 *
 * @param start where the record begins in its morsel: bytes from its beginning, or, where a record is not made of
 *     bytes, its index
 * @param length the record's length in bytes, its line end not included; 0 where it is not made of bytes
 * @param stage what refused it: {@code decode}, {@code encode}, or the transform's place and type
 * @param code a short, stable name of the reason, in lower-case words joined by hyphens
 * @param field the field concerned, or null
 * @param message what is wrong and what to do about it, for a person
 */
public record Reject(int start, int length, String stage, String code, String field, String message) {
    /** What is wrong, with the field if there is one. */
    public String text() {
        return (field == null ? "" : "field '" + field + "': ") + message;
    }
}
