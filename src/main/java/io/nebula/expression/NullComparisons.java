package io.nebula.expression;

import io.nebula.options.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds comparisons with {@code null}: by the rules of SQL they are always null, which is hardly ever meant. */
final class NullComparisons {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

    private final String text;
    private final List<Problem> found = new ArrayList<>();

    private NullComparisons(String text) {
        this.text = text;
    }

    /** @param text what {@code syntax} has been read from */
    static List<Problem> in(Syntax syntax, String text) {
        NullComparisons search = new NullComparisons(text);
        search.look(syntax);
        return search.found;
    }

    private void look(Syntax syntax) {
        if (syntax instanceof Syntax.Call call) {
            call.arguments().forEach(this::look);
            if (COMPARISONS.contains(call.function())) {
                judge(call);
            }
        } else if (syntax instanceof Syntax.Case choice) {
            choice.branches().forEach(this::look);
            look(choice.otherwise());
        } else if (syntax instanceof Syntax.Cast cast) {
            look(cast.value());
        }
    }

    private void judge(Syntax.Call call) {
        Syntax left = call.arguments().get(0);
        Syntax right = call.arguments().get(1);
        if (!isNull(left) && !isNull(right)) {
            return;
        }
        Syntax other = isNull(left) ? right : left;
        String operand = text.substring(other.start(), other.end());
        String test = call.function().equals("=") ? " is null" : call.function().equals("<>") ? " is not null" : null;
        found.add(Problem.within("", call.start(), call.end() - call.start(), "always-null",
                "a comparison with null is always null, never true",
                test == null ? "compare it with a value" : "write " + operand + test));
    }

    private static boolean isNull(Syntax syntax) {
        return syntax instanceof Syntax.Literal literal && literal.type() == null;
    }
}
