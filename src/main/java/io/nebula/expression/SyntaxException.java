package io.nebula.expression;

import io.nebula.options.Problem;

/** The text is not an expression; parsing stops at the first such problem. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    SyntaxException(int offset, int length, String message, String advice) {
        super(message);
        problem = Problem.within("", offset, Math.max(1, length), "syntax", message, advice);
    }

    Problem problem() {
        return problem;
    }
}
