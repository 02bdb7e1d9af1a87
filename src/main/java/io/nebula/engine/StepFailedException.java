package io.nebula.engine;

import io.nebula.record.Reject;

/**
 * Something went wrong in a step for which no single record can be named: with all records of the vector but one taken
 * away, the one that is left is to be rejected as {@link #reject} says.
 */
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_MESSAGE = 500;
    private static final String CODE = "transform-failed";

    private final transient Reject reject;

    private StepFailedException(Reject reject, Throwable cause) {
        super(reject.message(), cause, false, false);
        this.reject = reject;
    }

    /** A step refused a row of a batch that does not say where its rows came from. */
    static StepFailedException refused(Reject reject) {
        return new StepFailedException(reject, null);
    }

    /** A step threw {@code thrown}, which may be one of these already. */
    static StepFailedException thrown(String stage, Throwable thrown) {
        return thrown instanceof StepFailedException known ? known : new StepFailedException(
                new Reject(0, 0, stage, CODE, null, "this step has failed with " + text(thrown)), thrown);
    }

    /** A step returned null. */
    static StepFailedException nothing(String stage) {
        return new StepFailedException(
                new Reject(0, 0, stage, CODE, null, "this step has returned null instead of a batch"), null);
    }

    /** Whether a record may have caused it; otherwise the run is at its end, for want of memory perhaps. */
    static boolean concernsRecord(Throwable thrown) {
        return !(thrown instanceof VirtualMachineError) || thrown instanceof StackOverflowError;
    }

    /** What was thrown and where: the first frame of the step's own code. */
    private static String text(Throwable thrown) {
        String message = thrown.toString();
        String text = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().equals(MorselKernel.class.getName())) {
                return text;
            }
            if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.")) {
                return text + " at " + frame;
            }
        }
        return text;
    }

    /** The code, the field and the message; not the place. */
    Reject reject() {
        return reject;
    }
}
