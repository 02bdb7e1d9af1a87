package io.nebula.config;

import io.nebula.connector.SinkProvider;
import io.nebula.connector.SinkSpec;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.pipeline.ErrorSettings;
import java.util.List;

/** Reads {@code errors { … }} as plain data. */
final class ErrorSection {
    private ErrorSection() {}

    /** @param unread takes the path of a section that nobody could read */
    static ErrorSettings read(Options errors, Components<SinkProvider, SinkSpec> sinks, List<String> unread) {
        String policy = errors.choice("policy", "fail", List.of("fail", "skip", "dead-letter"));
        SinkSpec deadLetter = deadLetter(errors, policy, sinks, unread);
        long most = errors.string("max-rejects", "none").equals("none") ? ErrorSettings.UNLIMITED
                : errors.integer("max-rejects", ErrorSettings.UNLIMITED, 0);
        double ratio = errors.string("max-reject-ratio", "none").equals("none") ? 1
                : errors.number("max-reject-ratio", 1);
        if (!(ratio >= 0 && ratio <= 1)) {
            errors.problem(Problem.at("max-reject-ratio", "out-of-range", "must be from 0 to 1",
                    "0.01 stands for one record in a hundred"));
            ratio = 1;
        }
        return switch (policy) {
            case "skip" -> new ErrorSettings(ErrorPolicy.SKIP, null, most, ratio);
            case "dead-letter" -> deadLetter == null ? ErrorSettings.fail()
                    : new ErrorSettings(ErrorPolicy.DEAD_LETTER, deadLetter, most, ratio);
            default -> ErrorSettings.fail();
        };
    }

    private static SinkSpec deadLetter(Options errors, String policy, Components<SinkProvider, SinkSpec> sinks,
            List<String> unread) {
        Options section = errors.section("dead-letter");
        if (!errors.has("dead-letter")) {
            if (policy.equals("dead-letter")) {
                errors.problem(Problem.at("policy", "missing-key", "nothing says where dead letters go",
                        "add dead-letter { type = file, path = \"out/bad.jsonl\" }"));
            }
            return null;
        }
        SinkSpec sink = sinks.create(section);
        if (sinks.isUnread(section)) {
            unread.add("errors.dead-letter.");
        }
        if (policy.equals("skip")) {
            errors.problem(Problem.key("dead-letter", "no-effect", "nothing is written to it with policy = skip",
                    "set policy = dead-letter, or remove it"));
        }
        return sink;
    }
}
