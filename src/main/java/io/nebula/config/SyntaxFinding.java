package io.nebula.config;

import com.typesafe.config.ConfigException;
import io.nebula.options.Secrets;

/** Turns the refusal of the parser into a finding, where the scanner has found nothing wrong. */
final class SyntaxFinding {
    static final String CODE = "syntax";
    private static final String QUOTES = "look at each sign there: texts with signs such as * : = need quotes";

    private SyntaxFinding() {}

    static Diagnostic of(ConfigException refusal, Scan scan, SourceText main) {
        var origin = refusal.origin();
        SourceText text = origin == null ? null : scan.textOf(origin.filename());
        if (text == null || origin.lineNumber() < 1) {
            return Diagnostic.ofFile(main.name(), CODE, message(refusal), QUOTES);
        }
        Span line = text.lineSpan(origin.lineNumber());
        boolean hidden = !Secrets.maskAssignments(text.lineText(origin.lineNumber())).equals(text.lineText(origin.lineNumber()));
        return Diagnostic.error(line, "", CODE, hidden ? "this line cannot be read" : message(refusal), QUOTES);
    }

    /** The parser's words without the place in front of them. */
    static String message(ConfigException refusal) {
        String message = refusal.getMessage();
        String place = refusal.origin() == null ? "" : refusal.origin().description() + ": ";
        String words = message.startsWith(place) ? message.substring(place.length()) : message;
        return words.replaceFirst("^.*?: \\d+(-\\d+)?: ", "");
    }
}
