package io.nebula.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One section of configuration: named values, which are strings, numbers, booleans, lists and sections.
 *
 * <p>Reading never throws: what is missing or malformed is noted as a {@link Problem} and a harmless value is returned, so
 * that one pass finds everything. A key that nobody has asked for by the time of {@link #problems} is unknown. Not
 * thread-safe.
 */
public final class Options {
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([a-zA-Z]*)");
    private static final Map<String, Long> SIZE_UNITS = Map.ofEntries(
            Map.entry("", 1L), Map.entry("b", 1L), Map.entry("byte", 1L), Map.entry("bytes", 1L),
            Map.entry("kb", 1_000L), Map.entry("mb", 1_000_000L), Map.entry("gb", 1_000_000_000L),
            Map.entry("k", 1L << 10), Map.entry("kib", 1L << 10), Map.entry("m", 1L << 20), Map.entry("mib", 1L << 20),
            Map.entry("g", 1L << 30), Map.entry("gib", 1L << 30));
    private static final Map<String, Long> DURATION_UNITS = Map.of(
            "ns", 1L, "us", 1_000L, "ms", 1_000_000L, "", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L,
            "h", 3_600_000_000_000L, "d", 86_400_000_000_000L);

    private final Map<String, ?> values;
    /** The keys that somebody has asked for, and as what last. */
    private final Map<String, Setting.Kind> asked = new LinkedHashMap<>();
    private final Map<String, Options> sections = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> doubts = new ArrayList<>();

    /** @param values strings, numbers, booleans, lists and maps of the same; read, never changed */
    public Options(Map<String, ?> values) {
        this.values = values;
    }

    /** Whether the key is there; does not count as asking for it. */
    public boolean has(String key) {
        return values.get(key) != null;
    }

    /** A required text. */
    public String string(String key) {
        return require(key) ? string(key, "") : "";
    }

    /** An optional text; a number or a boolean is taken as it is written. */
    public String string(String key, String fallback) {
        return read(key, Setting.Kind.TEXT, fallback,
                value -> isScalar(value) ? value.toString() : wrong(key, "a text"));
    }

    /** An optional choice from {@code allowed}. */
    public String choice(String key, String fallback, List<String> allowed) {
        String value = string(key, fallback);
        if (value != null && !value.equals(fallback) && !allowed.contains(value)) {
            problem(Problem.at(key, "not-a-choice", "'" + value + "' is not one of " + String.join(", ", allowed),
                    Suggestion.of(value, allowed)));
            return fallback;
        }
        return value;
    }

    /** An optional truth value. */
    public boolean bool(String key, boolean fallback) {
        return read(key, Setting.Kind.BOOLEAN, fallback, value -> switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> wrong(key, "true or false");
        });
    }

    /** An optional integer of at least {@code least}. */
    public long integer(String key, long fallback, long least) {
        return read(key, Setting.Kind.INTEGER, fallback, value -> {
            long number;
            try {
                number = isScalar(value) ? Long.parseLong(value.toString()) : wrong(key, "an integer");
            } catch (NumberFormatException e) {
                return wrong(key, "an integer");
            }
            return number >= least ? number : wrong(key, "an integer of at least " + least);
        });
    }

    /** An optional number. */
    public double number(String key, double fallback) {
        return read(key, Setting.Kind.NUMBER, fallback, value -> {
            try {
                return isScalar(value) ? Double.valueOf(value.toString()) : wrong(key, "a number");
            } catch (NumberFormatException e) {
                return wrong(key, "a number");
            }
        });
    }

    /** An optional size in bytes: {@code 64KiB}, {@code 1 MB}, {@code 4096}. */
    public long bytes(String key, long fallback) {
        return read(key, Setting.Kind.SIZE, fallback, value -> scaled(value, SIZE_UNITS, key, "a size such as 64KiB"));
    }

    /** An optional duration: {@code 5s}, {@code 200 ms}; a number without unit is milliseconds. */
    public Duration duration(String key, Duration fallback) {
        return read(key, Setting.Kind.DURATION, fallback, value -> {
            Long nanos = scaled(value, DURATION_UNITS, key, "a duration such as 5s");
            return nanos == null ? null : Duration.ofNanos(nanos);
        });
    }

    /** A required list of texts; a single text counts as a list of one. */
    public List<String> strings(String key) {
        return require(key) ? strings(key, List.of()) : List.of();
    }

    /** An optional list of texts; a single text counts as a list of one. */
    public List<String> strings(String key, List<String> fallback) {
        return read(key, Setting.Kind.TEXTS, fallback, value -> {
            if (isScalar(value)) {
                return List.of(value.toString());
            }
            if (!(value instanceof List<?> list)) {
                return wrong(key, "a list of texts");
            }
            List<String> texts = new ArrayList<>();
            for (Object item : list) {
                if (!isScalar(item)) {
                    return wrong(key + "." + texts.size(), "a text");
                }
                texts.add(item.toString());
            }
            return texts;
        });
    }

    /** A required section whose keys are names of the user's choice and whose values are texts; sorted by key. */
    public Map<String, String> texts(String key) {
        return require(key) ? texts(key, Map.of()) : Map.of();
    }

    /** An optional section whose keys are names of the user's choice and whose values are texts; sorted by key. */
    public Map<String, String> texts(String key, Map<String, String> fallback) {
        return read(key, Setting.Kind.NAMES, fallback, value -> {
            if (!(value instanceof Map<?, ?> map)) {
                return wrong(key, "a section of names and texts");
            }
            Map<String, String> texts = new LinkedHashMap<>();
            map.keySet().stream().map(Object::toString).sorted().forEach(name -> {
                Object text = map.get(name);
                if (isScalar(text)) {
                    texts.put(name, text.toString());
                } else {
                    problem(Problem.at(key + "." + quoted(name), "wrong-type", "must be a text", null));
                }
            });
            return texts;
        });
    }

    /** An optional section; an absent one reads as empty. Its problems are part of this one's. */
    public Options section(String key) {
        asked.put(key, Setting.Kind.SECTION);
        return sections.computeIfAbsent(key, k -> {
            Object value = values.get(k);
            if (value == null) {
                return new Options(Map.of());
            }
            if (value instanceof Map<?, ?> map) {
                Map<String, Object> named = new LinkedHashMap<>();
                map.forEach((name, item) -> named.put(name.toString(), item));
                return new Options(named);
            }
            wrong(k, "a section in braces");
            return new Options(Map.of());
        });
    }

    /** An optional list of sections. Their problems are part of this one's. */
    public List<Options> sections(String key) {
        asked.put(key, Setting.Kind.COMPONENTS);
        Object value = values.get(key);
        if (value != null && !(value instanceof List<?>)) {
            wrong(key, "a list of sections in brackets");
        }
        List<Options> elements = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of()) {
            String element = key + "." + elements.size();
            Map<String, Object> named = new LinkedHashMap<>();
            if (item instanceof Map<?, ?> map) {
                map.forEach((name, part) -> named.put(name.toString(), part));
            } else {
                wrong(element, "a section in braces");
            }
            elements.add(sections.computeIfAbsent(element, e -> new Options(named)));
        }
        return elements;
    }

    /** Notes a problem that the reader of a value has found; its path is relative to this section. */
    public void problem(Problem problem) {
        problems.add(problem);
    }

    /** Notes what can be run and is probably not meant; its path is relative to this section. */
    public void doubt(Problem doubt) {
        doubts.add(doubt);
    }

    /** What is probably not meant, in this section and those below it. */
    public List<Problem> doubts() {
        List<Problem> all = new ArrayList<>(doubts);
        sections.forEach((key, section) -> section.doubts().forEach(doubt -> all.add(doubt.under(key))));
        return all;
    }

    /** Everything that is wrong with this section and those below it, unknown keys included. */
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        for (String key : values.keySet()) {
            if (!asked.containsKey(key)) {
                String near = Suggestion.of(key, asked.keySet());
                all.add(Problem.key(quoted(key), "unknown-key", "unknown key \"" + key + "\"",
                        near == null && !asked.isEmpty() ? "there are " + String.join(", ", asked.keySet()) : near));
            }
        }
        sections.forEach((key, section) -> section.problems().forEach(p -> all.add(p.under(key))));
        return all;
    }

    /**
     * Which keys have been asked for so far, by their paths from this section, and as what kind of value last: what
     * can be held against a declaration of {@link Setting}s. A section whose own keys have been asked for is not named
     * itself.
     */
    public Map<String, Setting.Kind> asked() {
        Map<String, Setting.Kind> all = new LinkedHashMap<>(asked);
        sections.forEach((key, section) -> section.asked().forEach((below, kind) -> {
            all.remove(key);
            all.put(key + "." + below, kind);
        }));
        return all;
    }

    private boolean require(String key) {
        asked.putIfAbsent(key, Setting.Kind.TEXT);
        if (has(key)) {
            return true;
        }
        problem(Problem.at(key, "missing-key", "\"" + key + "\" is missing", null));
        return false;
    }

    private <T> T read(String key, Setting.Kind kind, T fallback, Function<Object, T> reader) {
        asked.put(key, kind);
        Object value = values.get(key);
        T result = value == null ? null : reader.apply(value);
        return result == null ? fallback : result;
    }

    private <T> T wrong(String key, String expected) {
        problem(Problem.at(key, "wrong-type", "must be " + expected, null));
        return null;
    }

    private Long scaled(Object value, Map<String, Long> units, String key, String expected) {
        Matcher matcher = SIZE.matcher(value.toString().trim());
        Long unit = isScalar(value) && matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            return wrong(key, expected);
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            return wrong(key, expected);
        }
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    /** A key as one element of a path: in double quotes when it holds a dot or a quote. */
    public static String quoted(String key) {
        return key.indexOf('.') < 0 && key.indexOf('"') < 0 ? key : '"' + key.replace("\"", "\\\"") + '"';
    }
}
