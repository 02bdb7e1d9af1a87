package io.nebula.cli.draft;

import io.nebula.cli.page.JsonWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** Names of fields, plain ones and others, and how they are written. */
final class Names {
    private static final Set<String> WORDS_OF_EXPRESSIONS = Set.of("and", "between", "case", "else", "end", "false",
            "in", "is", "like", "not", "null", "or", "then", "true", "when");

    private Names() {}

    /** Whether a name can stand in expressions as it is. */
    static boolean plain(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") && !WORDS_OF_EXPRESSIONS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A plain name for a field, in small letters and underscores, that none of the others has. */
    static String plainFor(String name, Collection<String> others) {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return free(words.isEmpty() ? "field" : plain(words) ? words : "field_" + words, others);
    }

    /** The name, or with a number behind it the first one that none of the others has. */
    static String free(String name, Collection<String> others) {
        String free = name;
        for (int i = 2; others.contains(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    /** In an expression. */
    static String inExpression(String name) {
        return plain(name) ? name : "`" + name.replace("`", "``") + "`";
    }

    /** As a text of HOCON. */
    static String quoted(String text) {
        return new JsonWriter().text(text).toString();
    }
}
