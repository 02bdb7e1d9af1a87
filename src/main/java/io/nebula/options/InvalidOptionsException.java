package io.nebula.options;

import java.util.List;
import java.util.stream.Collectors;

/** What the user asked for cannot be done; holds every problem found, at least one. */
public final class InvalidOptionsException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    public InvalidOptionsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidOptionsException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
