package io.nebula.operator;

import io.nebula.record.Reject;

/** A record could not be processed, and nothing lets the others go on without it. */
public final class RecordRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Reject reject;

    RecordRejectedException(Reject reject, int record) {
        this("record " + record + " of the batch", reject, null);
    }

    /** @param place of the record @param cause what a step threw; null if nothing was thrown */
    RecordRejectedException(String place, Reject reject, Throwable cause) {
        super(place + ": " + reject.text() + " [" + reject.code() + " in " + reject.stage() + "]", cause);
        this.reject = reject;
    }

    public Reject reject() {
        return reject;
    }
}
