package io.nebula.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * How a verb is called.
 *
 * @param name of the verb
 * @param description in one sentence
 * @param parameters what is named, in this order
 * @param options what else it can be told, {@link Option#HELP} apart, which every verb has
 */
record Synopsis(String name, String description, List<Parameter> parameters, List<Option> options) {
    /** What completion offers for a parameter. */
    enum Offer {
        FILES,
        /** What can be explained: names of the catalog, and files. */
        NAMES
    }

    /**
     * Something that is named.
     *
     * @param word for it
     * @param description for the help
     * @param required whether it must be; only the last ones need not
     * @param repeatable whether several may be named; only the last one may
     * @param choices what it can be; empty if it can be anything
     */
    record Parameter(String word, String description, boolean required, boolean repeatable, List<String> choices,
            Offer offer) {
        /** Something that is named once. */
        Parameter(String word, String description, boolean required, List<String> choices, Offer offer) {
            this(word, description, required, false, choices, offer);
        }

        /** A file that must be named. */
        Parameter(String word, String description) {
            this(word, description, true, List.of(), Offer.FILES);
        }

        /** One such file or several. */
        static Parameter files(String word, String description) {
            return new Parameter(word, description, true, true, List.of(), Offer.FILES);
        }

        /** As the help shows it. */
        String shown() {
            return (required ? word : "[" + word + "]") + (repeatable ? "..." : "");
        }
    }

    /** What the word at that place stands for, counted from 0; null if nothing may stand there. */
    Parameter parameter(int place) {
        if (place < parameters.size()) {
            return parameters.get(place);
        }
        Parameter last = parameters.isEmpty() ? null : parameters.get(parameters.size() - 1);
        return last != null && last.repeatable() ? last : null;
    }

    /** The option of that name; null if there is none. */
    Option option(String word) {
        for (Option option : options) {
            if (option.name().equals(word)) {
                return option;
            }
        }
        if (word.equals(Execution.DEBUG.name())) {
            return Execution.DEBUG;
        }
        return word.equals(Option.HELP.name()) || word.equals(Option.HELP_IN_SHORT) ? Option.HELP : null;
    }

    /** Every word that is an option. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        options.forEach(option -> words.add(option.name()));
        words.add(Option.HELP_IN_SHORT);
        words.add(Option.HELP.name());
        return words;
    }

    /** On one line. */
    String usage() {
        StringBuilder usage = new StringBuilder("nebula ").append(name).append(" [").append(Option.HELP_IN_SHORT).append(']');
        options.forEach(option -> usage.append(" [").append(option.shown()).append(option.repeatable() ? "]..." : "]"));
        parameters.forEach(parameter -> usage.append(' ').append(parameter.shown()));
        return usage.toString();
    }

    /** Everything, for a person. */
    String help() {
        StringBuilder help = new StringBuilder("Usage: ").append(usage()).append('\n').append(description).append('\n');
        int width = Option.HELP.shown().length();
        for (Option option : options) {
            width = Math.max(width, option.shown().length());
        }
        for (Parameter parameter : parameters) {
            width = Math.max(width, parameter.word().length());
        }
        for (Parameter parameter : parameters) {
            HelpText.row(parameter.word(), parameter.description(), width, help);
        }
        for (Option option : options) {
            HelpText.row(option.shown(), option.description(), width, help);
        }
        HelpText.row(Option.HELP.shown(), Option.HELP.description(), width, help);
        return help.toString();
    }
}
