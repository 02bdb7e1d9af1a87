package io.nebula.operator;

import io.nebula.record.Reject;

/** A record of a batch could not be processed, and the operator has no policy that lets the others go on without it. */
public final class RecordRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Reject reject;

    RecordRejectedException(Reject reject, int record) {
        super("record " + record + " of the batch: " + (reject.field() == null ? "" : "field '" + reject.field() + "': ")
                + reject.message() + " [" + reject.code() + " in " + reject.stage() + "]");
        this.reject = reject;
    }

    public Reject reject() {
        return reject;
    }
}
