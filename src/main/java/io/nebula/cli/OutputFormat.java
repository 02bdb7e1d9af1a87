package io.nebula.cli;

/** Whom an answer is for. */
enum OutputFormat {
    /** A person. */
    TEXT,
    /** A program: one line of JSON. */
    JSON;

    static final Option OPTION = Option.choice("--format", "FORMAT", OutputFormat.class,
            "text, or json: one line. Default: text.");

    static OutputFormat of(Arguments arguments) throws UsageException {
        return arguments.choice(OPTION, OutputFormat.class, TEXT);
    }
}
