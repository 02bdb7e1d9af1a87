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
     * @throws Error if nothing that comes after it can be relied on
     */
    boolean handle(Object element, Throwable failure, Results results) {
        if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
            throw error;
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

    /** Stands among results for an element that leaves by the side output. */
    record Diverted(FailedElement<?> failed) {}
}
