package io.nebula.simulation;

import java.io.IOException;

/** What may go wrong with what a process does with its disk. */
interface Hazards {
    /** What is done. */
    enum Deed {
        LOOK, OPEN, READ, WRITE, FORCE, FORCE_DIRECTORY, CUT, CREATE, MOVE, LINK, DELETE, MAKE_DIRECTORY;

        boolean changes() {
            return compareTo(WRITE) >= 0;
        }
    }

    /** Comes before anything that is done. */
    void before(Deed deed, String path) throws IOException;

    /** How many of so many bytes can be written now, at least one. */
    int room(int wanted) throws IOException;

    /** Whether the disk fails to keep what is to be forced. */
    boolean forceFails();

    /** The time of a change. */
    long millis();
}
