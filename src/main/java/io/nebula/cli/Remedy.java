package io.nebula.cli;

import io.nebula.catalog.Catalog;
import io.nebula.catalog.Code;
import io.nebula.catalog.Component;
import io.nebula.config.Diagnostic;
import io.nebula.options.Setting;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What to do about a finding that does not say so itself: from the setting's own description, or that of the code. */
final class Remedy {
    private static final String PIPELINE = "nebula.pipeline.";
    /** Where it helps to know what may be written. */
    private static final Set<String> OF_VALUES = Set.of("wrong-type", "not-a-choice", "out-of-range", "missing-key");

    /** What a remedy says of the message, which is said already, or says nothing of the kind. */
    private static final Pattern OF_MESSAGE = Pattern.compile(
            "(Take the suggestion|Do what the message says|Look at the forms in the message)[;,] (or )?");
    private static final Pattern EXPECTED = Pattern.compile("must be (.*)");

    private Remedy() {}

    /** The finding with advice. */
    static Diagnostic given(Diagnostic finding) {
        if (finding.advice() != null) {
            return finding;
        }
        if (finding.code().equals("syntax")) {
            return finding.withAdvice("look at the caret and just before it");
        }
        String advice = setting(finding);
        int end = finding.message().lastIndexOf("; ");
        if (advice == null && finding.code().equals("not-readable") && end >= 0) {
            return finding.withMessage(finding.message().substring(0, end))
                    .withAdvice(finding.message().substring(end + 2)); // the message of a failure has its own remedy
        }
        Matcher expected = EXPECTED.matcher(finding.message());
        boolean told = advice == null && finding.code().equals("wrong-type") && expected.matches();
        return finding.withAdvice(advice != null ? advice : told ? "write " + expected.group(1) : remedy(finding.code()));
    }

    /** How the setting would be written that the finding is about; null if nobody knows. */
    private static String setting(Diagnostic finding) {
        List<Setting> settings = OF_VALUES.contains(finding.code()) ? settings(finding.path()) : List.of();
        if (settings.isEmpty() || settings.stream().anyMatch(other -> !other.values().equals(settings.get(0).values()))) {
            return null;
        }
        Setting setting = settings.get(0);
        String name = setting.key().substring(setting.key().lastIndexOf('.') + 1);
        boolean listed = setting.kind() == Setting.Kind.TEXT && !setting.choices().isEmpty();
        return "write " + (listed ? "one of " : article(setting.values())) + setting.values()
                + (listed || setting.shown() == null ? "" : ", e.g. " + name + " = " + setting.shown());
    }

    private static String article(String words) {
        return words.startsWith("true") ? "" : "aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ";
    }

    private static List<Setting> settings(String path) {
        String relative = path.startsWith(PIPELINE) ? path.substring(PIPELINE.length()) : path;
        if (relative.startsWith("source.")) {
            return of(Catalog.sources(), relative.substring("source.".length()));
        }
        if (relative.startsWith("sink.") || relative.startsWith("errors.dead-letter.")) {
            return of(Catalog.sinks(), relative.replaceFirst("^(sink|errors\\.dead-letter)\\.", ""));
        }
        if (relative.startsWith("transforms.")) {
            return of(Catalog.transforms(), relative.replaceFirst("^transforms\\.\"?\\d+\"?\\.?", ""));
        }
        return Catalog.settings().stream().filter(setting -> setting.key().equals(path)).toList();
    }

    private static List<Setting> of(List<Component> components, String key) {
        Stream<Setting> settings = components.stream().flatMap(component -> component.settings().stream());
        return settings.filter(setting -> setting.key().equals(key)).toList();
    }

    private static String remedy(String name) {
        for (Code code : Catalog.codes()) {
            if (code.name().equals(name)) {
                String remedy = OF_MESSAGE.matcher(code.remedy()).replaceFirst("");
                return Character.toLowerCase(remedy.charAt(0)) + remedy.substring(1, remedy.length() - 1);
            }
        }
        return "nebula list shows what there is"; // the code is one of the user's own component
    }
}
