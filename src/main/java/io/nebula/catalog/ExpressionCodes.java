package io.nebula.catalog;

import io.nebula.catalog.Code.Topic;
import java.util.List;

/** What can be wrong with transforms and expressions before the first record is read. */
final class ExpressionCodes {
    private ExpressionCodes() {}

    static List<Code> all() {
        return List.of(
                code("unknown-field",
                        "There is no field of that name here.",
                        "It is misspelt (names are case-sensitive), or an earlier transform has renamed or "
                                + "dropped it. As a reject: a record has a field that CSV output has no column for.",
                        "Take the suggestion; nebula explain FILE shows the fields after each step. For a "
                                + "reject, add select, or write JSON lines.",
                        "where = \"sped > 5\"    # speed"),
                code("unknown-function",
                        "There is no function of that name.",
                        "It is misspelt, or called otherwise here.",
                        "Take the suggestion; nebula list functions shows what there is.",
                        "\"substr(name, 1, 3)\"    # substring"),
                code("wrong-arguments",
                        "The function does not take these arguments.",
                        "There are too many or too few, or a type does not fit.",
                        "Look at the forms in the message; cast(x as type) changes a type.",
                        "\"sqrt(name)\"    # sqrt(cast(name as double))"),
                code("not-constant",
                        "This argument must be a constant.",
                        "Patterns and units are checked and prepared once, before the first record.",
                        "Write it out as text in single quotes.",
                        "\"name like pattern\"    # name like 'A%'"),
                code("bad-constant",
                        "This constant is none that the function can use.",
                        "A pattern or a unit cannot be read.",
                        "Correct it. In patterns, signs such as ( [ { . and * need a backslash to stand for themselves; "
                                + "units are words such as 'day'.",
                        "\"regex_matches(name, '(')\""),
                code("always-null",
                        "A comparison with null is never true.",
                        "As in SQL, = null and <> null are null whatever the other side is, and a filter drops null.",
                        "Write is null, or is not null.",
                        "where = \"name = null\"    # name is null"),
                code("too-complex",
                        "The expression takes more steps than are allowed.",
                        "Each step has a column of values of its own, in every worker.",
                        "Compute parts of it in fields of their own, or look values up in a list with in.",
                        "x = 0 or x = 1 or …    # x in (0, 1, …)"),
                code("untyped",
                        "The value is always null and has no type.",
                        "A new field needs a type.",
                        "Give null a type with cast.",
                        "set = [\"x = null\"]    # x = cast(null as long)"),
                code("name-taken",
                        "Two fields would have the same name.",
                        "A field is found by its name, so each needs its own.",
                        "Choose another name, or rename or drop the other field too.",
                        "rename { fields { a = b } }    # where there is a b"),
                code("named-twice",
                        "A field is named twice.",
                        "The output can hold it once.",
                        "Leave one out.",
                        "select { fields = [id, name, id] }"),
                code("empty",
                        "No field would be left.",
                        "A record needs at least one field.",
                        "Keep at least one.",
                        "select { fields = [] }"));
    }

    private static Code code(String name, String meaning, String cause, String remedy, String example) {
        return new Code(Topic.EXPRESSION, name, meaning, cause, remedy, example);
    }
}
