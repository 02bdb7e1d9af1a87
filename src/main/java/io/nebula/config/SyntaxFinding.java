package io.nebula.config;

import com.typesafe.config.ConfigException;

/** Turns the parser's refusal into a finding, with the scanner's place and words where both agree. */
final class SyntaxFinding {
    private static final String CODE = "syntax";
    private static final String QUOTES = "look at each sign there: texts with signs such as * : = need quotes";

    private SyntaxFinding() {}

    /** @param failure the scanner's, or null if it found nothing wrong */
    static Diagnostic of(ConfigException refusal, ScanException failure, Scan scan, SourceText main) {
        if (failure != null) {
            return Diagnostic.error(failure.place(), "", CODE, failure.getMessage(), failure.advice());
        }
        var origin = refusal.origin();
        SourceText text = origin == null ? null : scan.textOf(origin.filename());
        if (text == null || origin.lineNumber() < 1) {
            return Diagnostic.ofFile(main.name(), CODE, message(refusal), QUOTES);
        }
        Span line = text.lineSpan(origin.lineNumber());
        boolean hidden = !Secrets.mask(text.lineText(origin.lineNumber())).equals(text.lineText(origin.lineNumber()));
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
