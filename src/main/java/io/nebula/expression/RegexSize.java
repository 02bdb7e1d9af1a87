package io.nebula.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many steps a regular expression has when its counted repetitions are written out, which is the memory it takes and,
 * at worst, the work that each character of a text is: {@code ((x{1000}){1000}){1000}} has a thousand million.
 *
 * <p>It is reckoned before the expression is compiled, roughly and rather too high: every part counts for one.
 */
final class RegexSize {
    static final int MOST_STEPS = 10_000;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:(,)(\\d{1,9})?)?\\}");
    private static final Pattern CLASS =
            Pattern.compile("\\[\\^?\\]?(?:\\[:\\^?\\w+:\\]|\\\\.|[^\\]\\\\])*+\\]?", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[pPx]\\{[^}]*+\\}?|.)?", Pattern.DOTALL);

    private final Deque<Long> outer = new ArrayDeque<>();
    private long total;
    private long last;

    private RegexSize() {}

    /** @throws IllegalArgumentException if the expression has too many steps */
    static void check(String regex) {
        long steps = new RegexSize().steps(regex);
        if (steps > MOST_STEPS) {
            throw new IllegalArgumentException("the regular expression is too large: with its repetitions written out it"
                    + " has more than " + MOST_STEPS + " steps; repeat less often, or with * and +");
        }
    }

    private long steps(String regex) {
        Matcher parts = COUNT.matcher(regex);
        for (int at = 0; at < regex.length() && total <= MOST_STEPS;) {
            char c = regex.charAt(at);
            Pattern whole = c == '{' ? COUNT : c == '[' ? CLASS : c == '\\' ? ESCAPE : null;
            boolean found = whole != null && parts.usePattern(whole).region(at, regex.length()).lookingAt();
            if (found && c == '{') {
                repeat(parts);
            } else if (c == '(') {
                outer.push(total);
                total = 0;
                last = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                last = total + 2;
                total = outer.pop() + last;
            } else {
                last = 1;
                total++;
            }
            at = found ? parts.end() : at + 1;
        }
        return outer.isEmpty() ? total : Math.max(total, outer.stream().mapToLong(Long::longValue).sum() + total);
    }

    private void repeat(Matcher count) {
        long least = Long.parseLong(count.group(1));
        long most = count.group(3) != null ? Long.parseLong(count.group(3)) : least + (count.group(2) != null ? 1 : 0);
        long more = last * Math.max(0, most - 1);
        total = Math.min(MOST_STEPS + 1L, total + more);
        last = Math.min(MOST_STEPS + 1L, last + more);
    }
}
