package io.nebula.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * How a verb is called.
 *
 * @param name of the verb
 * @param description in one sentence
 * @param parameter the word for the one thing that must be named; null if there is none
 * @param parameterDescription for the help; null without a parameter
 * @param options what else it can be told, {@link Option#HELP} apart, which every verb has
 */
record Synopsis(String name, String description, String parameter, String parameterDescription, List<Option> options) {
    /** The option of that name; null if there is none. */
    Option option(String word) {
        for (Option option : options) {
            if (option.name().equals(word)) {
                return option;
            }
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
        return parameter == null ? usage.toString() : usage.append(' ').append(parameter).toString();
    }

    /** Everything, for a person. */
    String help() {
        StringBuilder help = new StringBuilder("Usage: ").append(usage()).append('\n').append(description).append('\n');
        int width = Option.HELP.shown().length();
        for (Option option : options) {
            width = Math.max(width, option.shown().length());
        }
        if (parameter != null) {
            HelpText.row(parameter, parameterDescription, width, help);
        }
        for (Option option : options) {
            HelpText.row(option.shown(), option.description(), width, help);
        }
        HelpText.row(Option.HELP.shown(), Option.HELP.description(), width, help);
        return help.toString();
    }
}
