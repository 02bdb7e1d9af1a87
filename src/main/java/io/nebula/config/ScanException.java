package io.nebula.config;

/** The text is not HOCON from here on. */
final class ScanException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Span place;
    private final String advice;

    ScanException(Span place, String message, String advice) {
        super(message);
        this.place = place;
        this.advice = advice;
    }

    Span place() {
        return place;
    }

    String advice() {
        return advice;
    }
}
