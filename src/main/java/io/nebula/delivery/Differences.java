package io.nebula.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How two jobs differ, in the words of the configuration; a component of another type is one difference. */
final class Differences {
    private static final Pattern COMPONENT = Pattern.compile(
            "source|sink|errors\\.dead-letter|transforms\\[\\d+]|.*\\.format");
    private static final Pattern ENUMERATED = Pattern.compile(
            ".*\\.compression|errors\\.policy|source\\.(declared\\.|fields\\[).*");
    private static final Pattern SIGN = Pattern.compile(".*\\.format\\.dialect\\.(delimiter|quote)");
    private static final String BY_NAME = "source.formatByName";
    private static final String NONE = "absent";

    private final Map<String, String> before;
    private final Map<String, String> now;

    private Differences(Map<String, String> before, Map<String, String> now) {
        this.before = before;
        this.now = now;
    }

    /** A line for each, in the order of the facts' names. */
    static List<String> between(Map<String, String> before, Map<String, String> now) {
        Differences differences = new Differences(before, now);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> lines = new ArrayList<>();
        String told = null;
        for (String name : names) {
            if (told != null && name.startsWith(told + ".") || Objects.equals(before.get(name), now.get(name))) {
                continue;
            }
            told = COMPONENT.matcher(name).matches() ? name : told;
            String then = said(name, before);
            String since = said(name, now);
            if (!then.equals(since)) {
                lines.add(differences.setting(name) + " was " + then + ", is " + since);
            }
        }
        return lines;
    }

    /** What the user writes to say it. */
    private String setting(String name) {
        if (name.equals("schema")) {
            return "the fields";
        }
        if (name.startsWith("transforms[")) {
            return name;
        }
        boolean several = before.containsKey("source.paths[1]") || now.containsKey("source.paths[1]");
        return kebab(name.replace(BY_NAME, "source.format")
                .replace("source.paths[0]", several ? "source.path[0]" : "source.path").replace(".format.dialect.", ".csv.").replaceFirst("\\.format\\.(header|lenient|names)", ".csv.$1")
                .replaceFirst("\\.format\\.name$", ".format").replaceFirst("^source\\.declared\\.", "source.schema."));
    }

    private static String said(String name, Map<String, String> facts) {
        String value = facts.get(name);
        if (value == null || value.equals("null")) {
            return NONE;
        }
        if (COMPONENT.matcher(name).matches()) {
            String path = facts.getOrDefault(name + ".path", facts.get(name + ".paths[0]"));
            return type(value) + (path == null ? "" : " " + path);
        }
        if (SIGN.matcher(name).matches()) {
            return value.equals("9") ? "\"\\t\"" : "\"" + (char) Integer.parseInt(value) + '"';
        }
        if (name.equals(BY_NAME)) {
            return Boolean.parseBoolean(value) ? "told by the name" : "set";
        }
        return ENUMERATED.matcher(name).matches() ? value.toLowerCase(Locale.ROOT).replace('_', '-') : value;
    }

    /** The type that a class of ours stands for; others are known by their names only. */
    private static String type(String className) {
        if (!className.startsWith("io.nebula.")) {
            return className;
        }
        String simple = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        String bare = simple.replaceFirst("(Source|Sink)?Spec$|Format$", "");
        return bare.equals("JsonLines") ? "jsonl" : kebab(Character.toLowerCase(bare.charAt(0)) + bare.substring(1));
    }

    private static String kebab(String name) {
        return name.startsWith("source.schema.") ? name
                : name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
