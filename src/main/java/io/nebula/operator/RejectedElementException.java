package io.nebula.operator;

import io.nebula.record.Reject;

/** An element could not be made a record, or a transform has refused it. */
public final class RejectedElementException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 200;
    private final transient Reject reject;

    RejectedElementException(Object element, Reject reject) {
        super(reject.text() + " [" + reject.code() + " in " + reject.stage() + "], of " + shown(element));
        this.reject = reject;
    }

    /** What refused it, and why. */
    public Reject reject() {
        return reject;
    }

    private static String shown(Object element) {
        if (element == null) {
            return "null";
        }
        try {
            String text = element.toString();
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        } catch (RuntimeException e) { // the element is bad already
            return "an element of " + element.getClass().getName();
        }
    }
}
