package io.nebula.config;

import io.nebula.options.Secrets;
import java.util.Comparator;
import java.util.List;

/**
 * One finding in a configuration, with its place.
 *
 * @param severity whether the pipeline can run in spite of it
 * @param code a short, stable name of the finding
 * @param message what is wrong
 * @param advice what to do about it, or null
 * @param path the keys that lead to it, joined by dots; empty for the whole file
 * @param place where it is written, or null if nowhere, as for a file that cannot be read
 * @param file the file as the user named it, or {@code --set key}
 */
public record Diagnostic(Severity severity, String code, String message, String advice, String path, Span place,
        String file) {
    /** By place: the main file first, then what it includes, then overrides. */
    static final Comparator<Diagnostic> BY_PLACE = Comparator
            .comparingInt((Diagnostic d) -> d.place == null ? -1 : d.place.source().order())
            .thenComparingInt(d -> d.place == null ? -1 : d.place.start())
            .thenComparing(Diagnostic::message);

    /** How much a finding weighs. */
    public enum Severity {
        /** The pipeline cannot run. */
        ERROR,
        /** It can, though probably not as meant. */
        WARNING
    }

    static Diagnostic error(Span place, String path, String code, String message, String advice) {
        return new Diagnostic(Severity.ERROR, code, message, advice, path, place, place.source().name());
    }

    static Diagnostic warning(Span place, String path, String code, String message, String advice) {
        return new Diagnostic(Severity.WARNING, code, message, advice, path, place, place.source().name());
    }

    static Diagnostic ofFile(String file, String code, String message, String advice) {
        return new Diagnostic(Severity.ERROR, code, message, advice, "", null, file);
    }

    /** The same finding as an error. */
    public Diagnostic asError() {
        return new Diagnostic(Severity.ERROR, code, message, advice, path, place, file);
    }

    /** The same finding as a warning. */
    Diagnostic asWarning() {
        return new Diagnostic(Severity.WARNING, code, message, advice, path, place, file);
    }

    /** The same finding with this advice. */
    public Diagnostic withAdvice(String text) {
        return new Diagnostic(severity, code, message, text, path, place, file);
    }

    /** The same finding with this message. */
    public Diagnostic withMessage(String text) {
        return new Diagnostic(severity, code, text, advice, path, place, file);
    }

    /** The line, from 1; 0 without a place. */
    public int line() {
        return place == null ? 0 : place.source().line(place.start());
    }

    /** The column in characters, from 1; 0 without a place. */
    public int column() {
        return place == null ? 0 : place.source().column(place.start());
    }

    /** The line as it is written, secrets masked; empty without a place. */
    public String sourceLine() {
        return place == null ? "" : Secrets.maskAssignments(place.source().lineText(line()));
    }

    /** How many characters of {@link #sourceLine} are concerned, at least 1. */
    public int length() {
        int left = sourceLine().length() - column() + 1;
        return place == null ? 1 : Math.max(1, Math.min(place.end() - place.start(), left));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The findings as a person reads them, each followed by a line break. */
    public static String render(List<Diagnostic> diagnostics) {
        StringBuilder text = new StringBuilder();
        diagnostics.forEach(diagnostic -> DiagnosticText.append(diagnostic, text));
        return text.toString();
    }
}
