package io.nebula.cli;

import io.nebula.config.CommandText;
import io.nebula.config.Diagnostic;
import io.nebula.config.TransformText;
import io.nebula.expression.Assignment;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import io.nebula.transform.Compute;
import io.nebula.transform.Filter;
import io.nebula.transform.Select;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code nebula eval} is to do: transforms, then a condition, then expressions, each as the user wrote it. */
final class Evaluation {
    /** An equality is written with two signs here, since one assigns. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*(`[^`]+`|[\\p{L}_][\\p{L}\\p{N}_.\\[\\]]*)\\s*=(?!=)");
    private static final String RESULT = "result";

    private final List<String> expressions;
    private final String where;
    private final TransformText list;
    private final boolean records;
    private final List<String> assignments = new ArrayList<>();
    /** What each assignment has before the user's words. */
    private final List<String> prefixes = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();

    /** @param where null for no condition @param list null for no transforms @param records whether there are any */
    Evaluation(List<String> expressions, String where, String list, boolean records) {
        this.expressions = expressions;
        this.where = where;
        this.list = list == null ? null : TransformText.read("--transforms", list);
        this.records = records;
        int results = 0;
        for (String expression : expressions) {
            var assigned = ASSIGNMENT.matcher(expression);
            boolean assigns = assigned.lookingAt();
            String name = assigns ? assigned.group(1).replace("`", "") : results++ == 0 ? RESULT : RESULT + results;
            String prefix = assigns ? "" : name + " = ";
            prefixes.add(prefix);
            assignments.add(prefix + expression);
            if (!shown.contains(name)) {
                shown.add(name);
            }
        }
    }

    boolean isEmpty() {
        return expressions.isEmpty() && !needsRecords();
    }

    boolean needsRecords() {
        return where != null || list != null;
    }

    /** Whether it is one expression that is no assignment. */
    boolean single() {
        return expressions.size() == 1 && !prefixes.get(0).isEmpty();
    }

    /** What can be found wrong without looking at records. */
    List<Diagnostic> mistakes() {
        if (list != null && !list.diagnostics().isEmpty()) {
            return list.diagnostics();
        }
        if (records) {
            return List.of();
        }
        try {
            Assignment.compile(assignments, new Schema(List.of()));
            return List.of();
        } catch (InvalidOptionsException e) {
            List<Diagnostic> found = new ArrayList<>();
            e.problems().forEach(problem -> found.add(inExpression(withoutFields(problem))));
            return found;
        }
    }

    private static Problem withoutFields(Problem problem) {
        return !problem.code().equals("unknown-field") ? problem : new Problem(problem.path(), problem.offset(),
                problem.length(), problem.code(), problem.message(),
                "there are no records; give some with --input FILE", problem.onKey());
    }

    /** In this order. */
    List<TransformSpec> steps() {
        List<TransformSpec> steps = new ArrayList<>();
        if (list != null) {
            steps.addAll(list.transforms());
        }
        if (where != null) {
            steps.add(new Filter(where));
        }
        if (!assignments.isEmpty()) {
            steps.add(new Compute(assignments));
        }
        boolean results = prefixes.stream().anyMatch(prefix -> !prefix.isEmpty());
        if (results || !records) {
            steps.add(new Select(shown));
        }
        return steps;
    }

    /** @param problems of a pipeline of the {@link #steps} @param input the name of what is read */
    List<Diagnostic> explain(List<Problem> problems, String input) {
        List<Diagnostic> explained = new ArrayList<>();
        int listed = list == null ? 0 : list.transforms().size();
        int condition = where == null ? -1 : listed;
        int computed = where == null ? listed : listed + 1;
        for (Problem problem : problems) {
            String path = problem.path();
            if (path.startsWith("transforms." + condition + ".")) {
                explained.add(CommandText.problem("--where", where, problem));
            } else if (path.startsWith("transforms." + computed + ".set.")) {
                explained.add(inExpression(problem));
            } else if (path.startsWith("transforms.") && list != null) {
                explained.addAll(list.explain(List.of(problem)));
            } else if (path.startsWith("source")) {
                explained.add(CommandText.problem("--input", input, Problem.at("", problem.code(), problem.message(),
                        problem.advice())));
            }
        }
        return explained;
    }

    private Diagnostic inExpression(Problem problem) {
        int index = Integer.parseInt(problem.path().substring(problem.path().lastIndexOf('.') + 1));
        int offset = problem.offset() < 0 ? -1 : Math.max(0, problem.offset() - prefixes.get(index).length());
        return CommandText.problem("expression", expressions.get(index), new Problem("", offset, problem.length(),
                problem.code(), problem.message(), problem.advice(), false));
    }
}
