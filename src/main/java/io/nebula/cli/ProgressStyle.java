package io.nebula.cli;

/** How a run's progress is shown. */
enum ProgressStyle {
    /** One line, redrawn, on a terminal; otherwise nothing. */
    AUTO,
    /** A line every few seconds. */
    PLAIN,
    /** Nothing. */
    NONE
}
