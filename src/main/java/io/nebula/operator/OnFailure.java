package io.nebula.operator;

/** What becomes of the stream when the function fails for an element. */
enum OnFailure {
    /** It fails too, after the results of all earlier elements. */
    FAIL,
    /** It goes on without the element. */
    SKIP,
    /** It goes on; the element leaves by the side output. */
    DIVERT;

    /**
     * Deals with a failure.
     *
     * @return whether the next element is to be worked on
     * @throws VirtualMachineError the failure, if it does not concern the element
     */
    boolean handle(Object element, Throwable failure, Results results) {
        if (!concernsElement(failure)) {
            throw (VirtualMachineError) failure;
        }
        if (this == FAIL) {
            results.endWith(failure);
            return false;
        }
        results.countFailure();
        if (this == DIVERT) {
            results.accept(new Diverted(new FailedElement<>(element, failure)));
        }
        return true;
    }

    /** Whether the element may have caused it; otherwise nothing that comes after it can be relied on. */
    static boolean concernsElement(Throwable failure) {
        return !(failure instanceof VirtualMachineError) || failure instanceof StackOverflowError;
    }

    /** Stands among results for an element that leaves by the side output. */
    record Diverted(FailedElement<?> failed) {}
}
