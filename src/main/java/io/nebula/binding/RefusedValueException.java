package io.nebula.binding;

/** A value has no place on the other side; ends the work on its element. Has no stack trace: it is about data. */
final class RefusedValueException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;
    private final String field;

    RefusedValueException(String code, String field, String message) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
    }

    String code() {
        return code;
    }

    /** The field concerned, or null. */
    String field() {
        return field;
    }
}
