package io.nebula.transform;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import java.util.List;

/** Problems on their way up. */
final class Problems {
    private Problems() {}

    /** The same problems, seen from the section that holds {@code key}. */
    static InvalidOptionsException under(String key, InvalidOptionsException e) {
        return new InvalidOptionsException(e.problems().stream().map(problem -> problem.under(key)).toList());
    }

    static void throwIfAny(List<Problem> problems) throws InvalidOptionsException {
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
    }
}
