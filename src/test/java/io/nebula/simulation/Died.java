package io.nebula.simulation;

/** The process ends here: thrown by everything that it still tries. */
final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died() {
        super("the simulated process has died", null, false, false);
    }
}
