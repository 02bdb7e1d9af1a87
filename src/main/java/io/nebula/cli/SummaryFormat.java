package io.nebula.cli;

/** How a run's summary is written. */
enum SummaryFormat {
    /** For a person. */
    TEXT,
    /** One JSON object on the last line of standard error. */
    JSON,
    /** Not at all. */
    NONE
}
