package io.nebula.cli;

import java.util.List;

/** What bash sources to complete the words of a command line. */
final class BashCompletion {
    private static final String HEAD = """
            # completes the words of nebula in bash: source <(nebula completion bash)
            _nebula() {
              local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
              local valued=" VALUED " names="NAMES" verb= words= option= parameter=0 i
              COMPREPLY=()
              # the shell takes --option=word apart at the equals sign
              if [[ "$word" == "=" ]]; then
                word=
              elif [[ "$before" == "=" ]]; then
                before="${COMP_WORDS[COMP_CWORD-2]}"
              fi
              for ((i = 1; i < COMP_CWORD; i++)); do
                case "${COMP_WORDS[i]}" in
                  -*) option="${COMP_WORDS[i]}" ;;
                  =) ;;
                  *)
                    if [[ -z "$verb" ]]; then
                      verb="${COMP_WORDS[i]}"
                    elif [[ -z "$option" || "$valued" != *" $option "* ]]; then
                      parameter=$((parameter + 1))
                    fi
                    option=
                    ;;
                esac
              done
            """;
    private static final String TAIL = """
              COMPREPLY=($(compgen -W "$words" -- "$word"))
            }
            complete -o default -F _nebula nebula
            """;
    private static final String NAMES =
            "COMPREPLY=($(compgen -W \"$names\" -- \"$word\") $(compgen -f -- \"$word\")); ";
    private final StringBuilder out = new StringBuilder();

    private BashCompletion() {}

    /** @param names what can be explained */
    static String script(List<Synopsis> verbs, List<String> names) {
        BashCompletion bash = new BashCompletion();
        bash.out.append(HEAD.replace("VALUED", valued(verbs)).replace("NAMES", String.join(" ", names)));
        bash.out.append("  case \"$verb\" in\n    '') words=\"").append(verbNames(verbs)).append(" --help\" ;;\n");
        verbs.forEach(bash::verb);
        bash.out.append("  esac\n").append(TAIL);
        return bash.out.toString();
    }

    private static String verbNames(List<Synopsis> verbs) {
        return String.join(" ", verbs.stream().map(Synopsis::name).toList());
    }

    /** The options that are followed by a value. */
    private static String valued(List<Synopsis> verbs) {
        return String.join(" ", verbs.stream().flatMap(verb -> verb.options().stream())
                .filter(option -> option.value() != null).map(Option::name).distinct().toList());
    }

    private void verb(Synopsis verb) {
        out.append("    ").append(verb.name()).append(")\n      case \"$before\" in\n");
        for (Option option : verb.options()) {
            if (option.value() != null && option.choices().isEmpty()) {
                out.append("        ").append(option.name()).append(") return ;;\n");
            } else if (option.value() != null) {
                out.append("        ").append(option.name()).append(") COMPREPLY=($(compgen -W \"")
                        .append(String.join(" ", option.choices())).append("\" -- \"$word\")); return ;;\n");
            }
        }
        out.append("      esac\n      if [[ \"$word\" == -* ]]; then\n        words=\"")
                .append(String.join(" ", verb.words())).append("\"\n      else\n        case \"$parameter\" in\n");
        for (int i = 0; i < verb.parameters().size(); i++) {
            Synopsis.Parameter parameter = verb.parameters().get(i);
            String place = parameter.repeatable() ? "*" : Integer.toString(i);
            if (!parameter.choices().isEmpty()) {
                out.append("          ").append(place).append(") words=\"").append(String.join(" ", parameter.choices()))
                        .append("\" ;;\n");
            } else {
                // nothing found here leaves it to the shell, which completes files
                boolean named = parameter.offer() == Synopsis.Offer.NAMES;
                out.append("          ").append(place).append(") ").append(named ? NAMES : "").append("return ;;\n");
            }
        }
        out.append("        esac\n      fi\n      ;;\n");
    }
}
