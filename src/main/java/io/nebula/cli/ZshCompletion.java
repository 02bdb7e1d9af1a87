package io.nebula.cli;

import java.util.List;

/** What zsh autoloads to complete the words of a command line. */
final class ZshCompletion {
    private final StringBuilder out = new StringBuilder();

    private ZshCompletion() {}

    /** @param names what can be explained */
    static String script(List<Synopsis> verbs, List<String> names) {
        ZshCompletion zsh = new ZshCompletion();
        zsh.out.append("""
                #compdef nebula
                # completes the words of nebula in zsh: nebula completion zsh > "${fpath[1]}/_nebula"
                _nebula_names() {
                  local -a names=(""").append(String.join(" ", names)).append("""
                )
                  compadd -a names
                  _files
                }
                _nebula() {
                  local -a verbs=(
                """);
        verbs.forEach(verb -> zsh.out.append("    ").append(quoted(verb.name() + ":" + verb.description()))
                .append('\n'));
        zsh.out.append("""
                  )
                  if ((CURRENT == 2)); then
                    _describe command verbs
                    return
                  fi
                  case "$words[2]" in
                """);
        verbs.forEach(zsh::verb);
        zsh.out.append("""
                  esac
                }
                if [[ "$funcstack[1]" == _nebula ]]; then
                  _nebula "$@"
                else
                  compdef _nebula nebula
                fi
                """);
        return zsh.out.toString();
    }

    private void verb(Synopsis verb) {
        out.append("    ").append(verb.name()).append(")\n      shift words; ((CURRENT--))\n      _arguments");
        for (Option option : verb.options()) {
            String value = option.value() == null ? "" : ":" + option.value() + ":" + (option.choices().isEmpty() ? " "
                    : "(" + String.join(" ", option.choices()) + ")");
            String description = option.description().replace('\n', ' ').replaceAll("[\\[\\]:]", " ");
            out.append(" \\\n        ").append(quoted((option.repeatable() ? "*" : "") + option.name()
                    + (option.value() == null ? "" : "=") + "[" + description + "]" + value));
        }
        out.append(" \\\n        '--help[Show this help and exit.]'");
        int place = 1;
        for (Synopsis.Parameter parameter : verb.parameters()) {
            String action = !parameter.choices().isEmpty() ? "(" + String.join(" ", parameter.choices()) + ")"
                    : parameter.offer() == Synopsis.Offer.NAMES ? "_nebula_names" : "_files";
            String at = parameter.repeatable() ? "*" : Integer.toString(place++);
            String shown = at + (parameter.required() ? ":" : "::") + parameter.word() + ":" + action;
            out.append(" \\\n        ").append(quoted(shown));
        }
        out.append("\n      ;;\n");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
