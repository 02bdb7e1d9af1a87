package io.nebula.connector;

import io.nebula.format.Origin;
import java.io.IOException;

/** One input that has been looked at, and how to read it from its beginning. */
record Input(Origin origin, Opening opening) {
    /** Opens an input; called once. */
    interface Opening {
        InputBytes open() throws IOException;
    }
}
