package io.nebula.config;

import java.util.Random;

/** Writes valid HOCON without substitutions, in all the ways it may be written. */
final class RandomHocon {
    private static final String[] KEYS = {"a", "b", "c", "\"d e\"", "\"f.g\"", "h i", "1", "a.b", "b.c.a", "\"a\".c"};
    private static final String[] SCALARS = {"1", "-2.5", "true", "null", "word", "two words", "\"quoted\"",
        "\"esc \\\" \\n \\u0041\"", "\"\"\"triple \" \n lines\"\"\"", "5s", "x/y", "a\"b\"c", "\"\"", "1e+5", "a-b_c.d"};
    private final Random random;
    private final StringBuilder out = new StringBuilder();

    RandomHocon(Random random) {
        this.random = random;
    }

    String document() {
        boolean braces = random.nextInt(3) == 0;
        out.append(braces ? " {" : "");
        fields(3);
        out.append(braces ? "}\n" : "");
        out.append(random.nextBoolean() ? "# end" : " ");
        return out.toString();
    }

    private void fields(int depth) {
        int count = random.nextInt(5);
        out.append(one("\n", " ", " # note { \n", "// \" note\n"));
        for (int i = 0; i < count; i++) {
            out.append(one(KEYS)).append(one("", " "));
            if (depth > 0 && random.nextInt(3) == 0) {
                section(depth - 1);
            } else {
                out.append(one("=", ":", "=\n ", ": # note\n"));
                out.append(one("", " "));
                value(depth - 1);
            }
            out.append(one("\n", ",", " , ", "\n\n", " # note\n", ",\n", " //note\n"));
        }
    }

    private void value(int depth) {
        switch (depth <= 0 ? 0 : random.nextInt(5)) {
            case 3 -> list(depth);
            case 4 -> section(depth);
            default -> out.append(one(SCALARS));
        }
    }

    private void section(int depth) {
        out.append('{');
        fields(depth);
        out.append('}');
    }

    private void list(int depth) {
        out.append('[').append(one("", " ", "\n"));
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            value(depth - 1);
            out.append(i + 1 < count ? one(",", "\n", " , ", ",\n", "# note\n") : one("", ",", "\n"));
        }
        out.append(']');
        if (random.nextInt(6) == 0) {
            out.append(one("", " "));
            list(depth);
        }
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
