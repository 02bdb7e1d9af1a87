package io.nebula.cli;

import io.nebula.options.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a verb has been told. */
final class Arguments {
    private final Synopsis synopsis;
    private final List<Option> given = new ArrayList<>();
    /** One for each of {@link #given}; null for a switch. */
    private final List<String> values = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();

    private Arguments(Synopsis synopsis) {
        this.synopsis = synopsis;
    }

    /** Reads the words that follow the verb: options, which may come in any place, and after {@code --} no more of them. */
    static Arguments of(Synopsis synopsis, List<String> words) throws UsageException {
        Arguments arguments = new Arguments(synopsis);
        boolean options = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (options && word.equals("--")) {
                options = false;
            } else if (options && word.startsWith("-") && word.length() > 1) {
                i += arguments.addOption(word, i + 1 < words.size() ? words.get(i + 1) : null);
            } else {
                arguments.addParameter(word);
            }
        }
        int named = arguments.parameters.size();
        if (named < synopsis.parameters().size() && synopsis.parameters().get(named).required()
                && !arguments.has(Option.HELP)) {
            throw new UsageException("Missing required parameter: '" + synopsis.parameters().get(named).word() + "'");
        }
        return arguments;
    }

    boolean has(Option option) {
        return indexOf(option) >= 0;
    }

    /** What was named, in the order of the synopsis; null if it need not be and was not, or if help is asked for. */
    String parameter(int index) {
        return index < parameters.size() ? parameters.get(index) : null;
    }

    /** Everything that was named, in the order in which it came. */
    List<String> parameters() {
        return List.copyOf(parameters);
    }

    /** The values of an option, in the order in which they came. */
    List<String> all(Option option) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) == option) {
                all.add(values.get(i));
            }
        }
        return all;
    }

    /** The value of an option that is one of a few, written in any case. */
    <E extends Enum<E>> E choice(Option option, Class<E> choices, E otherwise) throws UsageException {
        int at = indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(values.get(at))) {
                return choice;
            }
        }
        throw new UsageException("Invalid value for option '" + option.name() + "': expected one of "
                + Arrays.toString(choices.getEnumConstants()).toLowerCase(Locale.ROOT) + " but was '" + values.get(at) + "'");
    }

    /** Not by equality, for which the JVM would make code at every start. */
    private int indexOf(Option option) {
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) == option) {
                return i;
            }
        }
        return -1;
    }

    /** Returns how many of the words that follow belong to the option. */
    private int addOption(String word, String next) throws UsageException {
        int equals = word.indexOf('=');
        Option option = synopsis.option(equals < 0 ? word : word.substring(0, equals));
        if (option == null) {
            throw new UsageException("there is no option \"" + word + "\"; " + advice(word, synopsis.words()));
        }
        if (!option.repeatable() && has(option)) {
            throw new UsageException("option '" + option.name() + "' should be specified only once");
        }
        if (option.value() == null && equals >= 0) {
            throw new UsageException("option '" + option.name() + "' takes no value");
        }
        if (option.value() != null && equals < 0 && next == null) {
            throw new UsageException("Missing value of option '" + option.name() + "' (" + option.value() + ")");
        }
        given.add(option);
        values.add(option.value() == null ? null : equals < 0 ? next : word.substring(equals + 1));
        return option.value() != null && equals < 0 ? 1 : 0;
    }

    private void addParameter(String word) throws UsageException {
        Synopsis.Parameter parameter = synopsis.parameter(parameters.size());
        if (parameter == null) {
            throw new UsageException("nothing takes \"" + word + "\"; " + advice(word, synopsis.words()));
        }
        List<String> choices = parameter.choices();
        if (!choices.isEmpty() && !choices.contains(word)) {
            throw new UsageException("there is no \"" + word + "\" here; " + advice(word, choices));
        }
        parameters.add(word);
    }

    /** What was probably meant, or what there is. */
    static String advice(String word, List<String> known) {
        String suggestion = Suggestion.of(word, known);
        return suggestion == null ? "there are " + String.join(", ", known) : suggestion;
    }
}
