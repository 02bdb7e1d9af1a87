package io.nebula.cli.draft;

import io.nebula.record.ValueType;
import io.nebula.text.TimePattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the text of a field looks like, though it is no text.
 *
 * @param transform that makes it what it looks like, as an element of {@code transforms}
 * @param reason in a few words
 */
record TextForm(String transform, String reason) {
    private static final Predicate<String> INTEGER = matching("-?(0|[1-9][0-9]{0,17})");
    private static final Predicate<String> DECIMAL = matching("-?(0|[1-9][0-9]*)?(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Predicate<String> GROUPED = matching("[$€£]? ?-?[0-9]{1,3}(,[0-9]{3})*(\\.[0-9]+)?");
    private static final Predicate<String> DATE = matching("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Predicate<String> TIMESTAMP =
            matching("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?"
                    + "([Zz]|[-+][0-9]{2}:[0-9]{2})");
    private static final List<String> DATES = List.of("yyyy/MM/dd", "dd/MM/yyyy", "MM/dd/yyyy", "d/M/yyyy", "M/d/yyyy",
            "dd.MM.yyyy", "d.M.yyyy", "dd-MM-yyyy", "MM-dd-yyyy", "d MMM yyyy", "dd-MMM-yyyy", "MMM d, yyyy",
            "EEE, d MMM yyyy");
    private static final List<String> MOMENTS = List.of("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy-MM-dd HH:mm", "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm",
            "MM/dd/yyyy HH:mm:ss", "MM/dd/yyyy HH:mm", "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm");

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    /** What all values of a field look like; null if they are just text. */
    static TextForm of(SampledField field) {
        List<String> values = field.values().stream().filter(value -> !value.isEmpty()).toList();
        if (field.type() != ValueType.STRING || values.isEmpty()) {
            return null;
        }
        if (values.stream().allMatch(INTEGER)) {
            return convert(field, "long", null, "whole numbers");
        }
        if (values.stream().allMatch(DECIMAL)) {
            return convert(field, "double", null, "numbers");
        }
        if (values.stream().allMatch(GROUPED)) {
            return grouped(field);
        }
        if (values.stream().allMatch(DATE)) {
            return convert(field, "date", null, "dates");
        }
        if (values.stream().allMatch(TIMESTAMP)) {
            return convert(field, "timestamp", null, "timestamps");
        }
        TextForm date = timed(field, values, DATES, "date");
        return date != null ? date : timed(field, values, MOMENTS, "timestamp");
    }

    private static TextForm timed(SampledField field, List<String> values, List<String> patterns, String to) {
        List<String> fitting = new ArrayList<>();
        for (String text : patterns) {
            TimePattern pattern = TimePattern.of(text);
            boolean date = to.equals("date");
            boolean fits = values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).allMatch(bytes ->
                    (date ? pattern.parseDate(bytes, 0, bytes.length) : pattern.parseTimestamp(bytes, 0, bytes.length))
                            != TimePattern.INVALID);
            if (fits) {
                fitting.add(text);
            }
        }
        if (fitting.isEmpty()) {
            return null;
        }
        String first = fitting.get(0);
        String turned = first.contains("dd/MM") ? first.replace("dd/MM", "MM/dd") : first.replace("d/M", "M/d");
        return convert(field, to, first, !turned.equals(first) && fitting.contains(turned)
                ? to + "s; month and day could be the other way round" : to + "s");
    }

    private static TextForm convert(SampledField field, String to, String pattern, String what) {
        return new TextForm("{ type = convert, field = " + Names.quoted(field.name()) + ", to = " + to
                + (pattern == null ? "" : ", pattern = " + Names.quoted(pattern)) + " }",
                "its text looks like " + what);
    }

    private static TextForm grouped(SampledField field) {
        String name = Names.inExpression(field.name());
        String text = name;
        for (String sign : new String[] {",", "$", "€", "£", " "}) {
            if (field.values().stream().anyMatch(value -> value.contains(sign))) {
                text = "replace(" + text + ", '" + sign + "', '')";
            }
        }
        String assignment = name + " = cast(nullif(" + text + ", '') as double)";
        return new TextForm("{ type = compute, set = [" + Names.quoted(assignment) + "] }",
                "its text looks like numbers with signs between");
    }
}
