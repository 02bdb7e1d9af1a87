package io.nebula.operator;

import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.options.InvalidOptionsException;

/** How the fields of an input of bytes become known. Immutable; shared by all materialisations. */
interface InputFields {
    /** Whether that takes a sample of the records; otherwise the head is enough. */
    boolean needsSample(Head head);

    /**
     * Opens an input.
     *
     * @param bytes its beginning
     * @param length how many of them are there
     * @param whole whether that is all of it
     */
    ByteInput open(byte[] bytes, int length, boolean whole, Head head)
            throws MalformedDataException, InvalidOptionsException;
}
