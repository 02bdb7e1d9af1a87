package io.nebula.engine;

import io.nebula.record.Reject;

/** A record could not be processed, and nothing lets the others go on without it. */
public final class RecordRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Reject reject;

    RecordRejectedException(Reject reject, int record) {
        super("record " + record + " of the batch: " + (reject.field() == null ? "" : "field '" + reject.field() + "': ")
                + reject.message() + " [" + reject.code() + " in " + reject.stage() + "]");
        this.reject = reject;
    }

    /** @param place of the record @param cause what a step threw; null if nothing was thrown */
    public RecordRejectedException(String place, Reject reject, Throwable cause) {
        super(place + ": " + reject.text() + " [" + reject.code() + " in " + reject.stage() + "]", cause);
        this.reject = reject;
    }

    public Reject reject() {
        return reject;
    }
}
