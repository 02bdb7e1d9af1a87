package io.nebula.cli.cases;

import io.nebula.cli.records.ValueText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How the records that came out differ from those that were expected, line by line; no line if they do not. Numbers are
 * equal whatever their notation, a field that is null and one that is not there are the same.
 */
final class Comparison {
    /** Beyond that, records are compared in pairs from the front. */
    private static final int MOST_TO_ALIGN = 1000;
    private final List<Map<String, Object>> expected;
    private final List<Map<String, Object>> actual;
    private final List<String> lines = new ArrayList<>();

    private Comparison(List<Map<String, Object>> expected, List<Map<String, Object>> actual) {
        this.expected = expected;
        this.actual = actual;
    }

    static List<String> of(List<Map<String, Object>> expected, List<Map<String, Object>> actual) {
        Comparison comparison = new Comparison(expected, actual);
        comparison.compare();
        return comparison.lines;
    }

    private void compare() {
        int[][] common = common();
        int e = 0;
        int a = 0;
        int fromE = 0;
        int fromA = 0;
        while (e < expected.size() && a < actual.size()) {
            if (same(expected.get(e), actual.get(a))) {
                differing(fromE, e, fromA, a);
                fromE = ++e;
                fromA = ++a;
            } else if (common == null
                    || common[e + 1][a] == common[e][a + 1] && common[e + 1][a] == common[e + 1][a + 1]) {
                e++;
                a++;
            } else if (common[e + 1][a] > common[e][a + 1]) {
                e++;
            } else {
                a++;
            }
        }
        differing(fromE, expected.size(), fromA, actual.size());
    }

    /** How many records the rests of both lists have in common, in order; null if there are too many to tell. */
    private int[][] common() {
        if (expected.size() > MOST_TO_ALIGN || actual.size() > MOST_TO_ALIGN) {
            return null;
        }
        int[][] common = new int[expected.size() + 1][actual.size() + 1];
        for (int e = expected.size() - 1; e >= 0; e--) {
            for (int a = actual.size() - 1; a >= 0; a--) {
                common[e][a] = same(expected.get(e), actual.get(a)) ? common[e + 1][a + 1] + 1
                        : Math.max(common[e + 1][a], common[e][a + 1]);
            }
        }
        return common;
    }

    private void differing(int fromE, int toE, int fromA, int toA) {
        int pairs = Math.min(toE - fromE, toA - fromA);
        for (int i = 0; i < pairs; i++) {
            fields(expected.get(fromE + i), actual.get(fromA + i), fromE + i + 1);
        }
        for (int e = fromE + pairs; e < toE; e++) {
            lines.add("record " + (e + 1) + " is missing");
            lines.add("  expected  " + ValueText.json(expected.get(e)));
        }
        for (int a = fromA + pairs; a < toA; a++) {
            lines.add("record " + (a + 1) + " came out and is not expected");
            lines.add("  actual    " + ValueText.json(actual.get(a)));
        }
    }

    private void fields(Map<String, Object> wanted, Map<String, Object> found, int number) {
        lines.add("record " + number);
        Set<String> names = new LinkedHashSet<>(found.keySet());
        names.addAll(new TreeSet<>(wanted.keySet()));
        names.removeIf(name -> same(wanted.get(name), found.get(name)));
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        for (String name : names) {
            lines.add("  " + name + " ".repeat(width - name.length()) + "  expected  " + shown(wanted, name));
            lines.add("  " + " ".repeat(width) + "  actual    " + shown(found, name));
        }
    }

    private static String shown(Map<String, Object> record, String name) {
        return record.containsKey(name) ? ValueText.json(record.get(name)) : "no such field";
    }

    private static boolean same(Object wanted, Object found) {
        if (wanted instanceof BigDecimal a && found instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (wanted instanceof Map<?, ?> a && found instanceof Map<?, ?> b) {
            Set<Object> names = new LinkedHashSet<>(a.keySet());
            names.addAll(b.keySet());
            return names.stream().allMatch(name -> same(a.get(name), b.get(name)));
        }
        if (wanted instanceof List<?> a && found instanceof List<?> b) {
            return a.size() == b.size() && IntStream.range(0, a.size())
                    .allMatch(i -> same(a.get(i), b.get(i)));
        }
        return Objects.equals(wanted, found);
    }
}
