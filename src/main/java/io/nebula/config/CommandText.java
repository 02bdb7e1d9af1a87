package io.nebula.config;

import io.nebula.options.Problem;

/** What a text of the command line says wrong, with a caret. */
public final class CommandText {
    private CommandText() {}

    /**
     * A problem in a text.
     *
     * @param name what the text is
     * @param problem with its range of the text, if it is not the whole; its path is ignored
     */
    public static Diagnostic problem(String name, String text, Problem problem) {
        SourceText source = new SourceText(name, null, text, 0);
        boolean part = problem.offset() >= 0;
        int start = part ? Math.min(problem.offset(), text.length()) : 0;
        int end = part ? start + Math.max(1, problem.length()) : text.length();
        return new Diagnostic(Diagnostic.Severity.ERROR, problem.code(), problem.message(), problem.advice(), "",
                new Span(source, start, end), name);
    }
}
