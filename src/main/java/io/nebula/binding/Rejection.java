package io.nebula.binding;

import io.nebula.record.RecordBatch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Turns what went wrong with one element into a reject of its row. */
final class Rejection {
    private static final int LONGEST_MESSAGE = 500;
    private static final MethodHandle FAILED;

    static {
        try {
            FAILED = MethodHandles.lookup().findStatic(Rejection.class, "failed",
                    MethodType.methodType(Object.class, String.class, Throwable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Rejection() {}

    /** Rejects a row, unless the fault is not the element's: then it is thrown. */
    static void add(RecordBatch batch, int row, Throwable thrown) {
        RefusedValueException refused = thrown instanceof RefusedValueException known ? known : refused(null, thrown);
        batch.reject(row, refused.code(), refused.field(), refused.getMessage());
    }

    /** A user's getter or setter whose failure names the field. */
    static MethodHandle naming(String field, MethodHandle accessor) {
        MethodHandle failed = FAILED.bindTo(field);
        return MethodHandles.catchException(accessor, Throwable.class,
                failed.asType(failed.type().changeReturnType(accessor.type().returnType())));
    }

    private static Object failed(String field, Throwable thrown) {
        throw refused(field, thrown);
    }

    private static RefusedValueException refused(String field, Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
            throw error;
        }
        return new RefusedValueException("transform-failed", field, "the element's own code has failed with " + text(thrown));
    }

    /** What was thrown and where: the first frame of the user's code. */
    private static String text(Throwable thrown) {
        String message = thrown.toString();
        String text = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.")) {
                return text + " at " + frame;
            }
        }
        return text;
    }
}
