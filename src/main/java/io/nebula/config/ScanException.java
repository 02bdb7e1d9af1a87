package io.nebula.config;

/** The text is not HOCON from here on, or more of it than is read. */
final class ScanException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Span place;
    private final String code;
    private final String advice;

    ScanException(Span place, String code, String message, String advice) {
        super(message);
        this.place = place;
        this.code = code;
        this.advice = advice;
    }

    Diagnostic finding() {
        return Diagnostic.error(place, "", code, getMessage(), advice);
    }
}
