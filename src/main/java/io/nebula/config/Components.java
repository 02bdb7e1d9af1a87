package io.nebula.config;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The kinds of one component that are there, by type name.
 *
 * @param <P> what makes a component
 * @param <S> the component's description
 */
final class Components<P, S> {
    private final String what;
    private final Map<String, P> providers;
    private final BiFunction<P, Options, S> create;
    private final Set<Options> unknown = new HashSet<>();

    /** @param what the word for the component in messages */
    Components(String what, Class<P> service, Function<P, String> type, BiFunction<P, Options, S> create) {
        this.what = what;
        this.create = create;
        this.providers = Providers.named(service, type);
    }

    /** The component that a section describes; null if its type is missing or unknown, which is then noted. */
    S create(Options section) {
        if (!section.has("type")) {
            section.problem(Problem.at("type", "missing-key", "\"type\" is missing", names()));
        }
        String type = section.string("type", "");
        P provider = providers.get(type);
        if (provider == null && section.has("type")) {
            String suggestion = Suggestion.of(type, providers.keySet());
            section.problem(Problem.at("type", "unknown-type", "there is no " + what + " of type \"" + type + "\"",
                    suggestion == null ? names() : suggestion));
        }
        if (provider == null) {
            unknown.add(section);
            return null;
        }
        return create.apply(provider, section);
    }

    /** Whether nobody has read that section, so that its keys cannot be judged. */
    boolean isUnread(Options section) {
        return unknown.contains(section);
    }

    private String names() {
        return providers.isEmpty() ? null : "there are " + String.join(", ", providers.keySet());
    }
}
