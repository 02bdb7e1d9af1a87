package io.nebula.transform;

/** A row lambda has read a null as a value; ends its work on that record. Has no stack trace: it is about data. */
final class NullValueException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String field;

    NullValueException(String field) {
        super("field '" + field + "' is null; ask isNull before reading it", null, false, false);
        this.field = field;
    }

    String field() {
        return field;
    }
}
