package io.nebula.cli;

import java.util.List;

/** What fish sources to complete the words of a command line. */
final class FishCompletion {
    private final StringBuilder out = new StringBuilder("""
            # completes the words of nebula in fish: nebula completion fish | source
            complete -c nebula -n __fish_use_subcommand -l help -d 'Show this help and exit.'
            """);

    private FishCompletion() {}

    /** @param names what can be explained */
    static String script(List<Synopsis> verbs, List<String> names) {
        FishCompletion fish = new FishCompletion();
        for (Synopsis verb : verbs) {
            fish.out.append("complete -c nebula -f -n __fish_use_subcommand -a ").append(verb.name()).append(" -d ")
                    .append(quoted(verb.description())).append('\n');
        }
        verbs.forEach(verb -> fish.verb(verb, names));
        return fish.out.toString();
    }

    private void verb(Synopsis verb, List<String> names) {
        for (Option option : verb.options()) {
            begin(verb).append(option.name().startsWith("--") ? "-l " + option.name().substring(2)
                    : "-s " + option.name().substring(1)).append(option.value() == null ? "" : " -x");
            if (!option.choices().isEmpty()) {
                out.append(" -a ").append(quoted(String.join(" ", option.choices())));
            }
            out.append(" -d ").append(quoted(option.description().replace('\n', ' '))).append('\n');
        }
        begin(verb).append("-l help -d 'Show this help and exit.'\n");
        for (Synopsis.Parameter parameter : verb.parameters()) {
            if (!parameter.choices().isEmpty()) {
                begin(verb).append("-f -a ").append(quoted(String.join(" ", parameter.choices()))).append('\n');
            } else if (parameter.offer() == Synopsis.Offer.NAMES) {
                begin(verb).append("-a ").append(quoted(String.join(" ", names))).append('\n');
            }
        }
    }

    private StringBuilder begin(Synopsis verb) {
        return out.append("complete -c nebula -n '__fish_seen_subcommand_from ").append(verb.name()).append("' ");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
