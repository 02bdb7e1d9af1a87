package io.nebula.binding;

/** Writes an element to a row of the batch that is being built. Scratch memory of one worker. */
interface RowWriter {
    /** @throws Throwable what makes the row a reject */
    void write(Object element, int row) throws Throwable;

    /** Refuses an element that is null or, past the compiler, of another class. */
    static void check(Object element, Class<?> type) {
        if (element == null) {
            throw new RefusedValueException("null-value", null, "the element is null; leave it out, or give one whose fields are"
                    + " null");
        }
        if (element.getClass() != type && !type.isInstance(element)) {
            throw new RefusedValueException("value-type", null, "the element is a " + element.getClass().getName() + ", not a "
                    + type.getName() + "; make a RecordType of the class that the elements have");
        }
    }
}
