package io.nebula.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What scanning the texts of one load has found. */
final class Scan {
    private final Positions positions = new Positions();
    private final List<Substitution> substitutions = new ArrayList<>();
    private final List<Diagnostic> findings = new ArrayList<>();
    private final List<SourceText> texts = new ArrayList<>();
    private int includes;

    /** {@code ${target}} in the value at {@code path}. */
    record Substitution(Span place, List<String> path, List<String> target, boolean optional) {}

    Positions positions() {
        return positions;
    }

    List<Substitution> substitutions() {
        return substitutions;
    }

    /** How many files have been included. */
    int includes() {
        return includes;
    }

    List<Diagnostic> findings() {
        return findings;
    }

    /** Reads the main file, whose name is kept as given. */
    SourceText open(Path file) throws IOException {
        return add(file.toString(), file.toAbsolutePath().normalize());
    }

    /** Reads an included file; it is named relative to the name of the file that includes it. */
    SourceText open(Path file, SourceText including) throws IOException {
        Path name = Path.of(including.name()).toAbsolutePath().getParent().relativize(file);
        Path shown = Path.of(including.name()).resolveSibling(name).normalize();
        includes++;
        return add(shown.toString(), file);
    }

    private SourceText add(String name, Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // which might wait for a writer for ever
            throw new FileSystemException(name, null, "not a file");
        }
        if (Files.size(file) > ConfigLimits.FILE_BYTES) {
            throw new FileTooLargeException(file);
        }
        SourceText text = new SourceText(name, file, Files.readString(file), texts.size());
        texts.add(text);
        return text;
    }

    /** An override, named by its key; it is the line that its diagnostics show. */
    SourceText override(String setting) {
        String key = setting.split("\\+?[=:{]", 2)[0].strip();
        SourceText text = new SourceText(SourceText.OVERRIDE + key, null, setting, texts.size());
        texts.add(text);
        return text;
    }

    /** The files that have been read. */
    List<Path> files() {
        return texts.stream().map(SourceText::file).filter(Objects::nonNull).toList();
    }

    /** The text of a file that has been read, or null. */
    SourceText textOf(String file) {
        for (SourceText text : texts) {
            if (file != null && text.file() != null && text.file().equals(Path.of(file).toAbsolutePath().normalize())) {
                return text;
            }
        }
        return null;
    }

    void fail(Span place, List<String> path, String code, String message, String advice) {
        findings.add(Diagnostic.error(place, String.join(".", path), code, message, advice));
    }

    /** Notes what is probably not meant; outside {@code nebula} keys are the user's own. */
    void warn(Span place, List<String> path, String code, String message, String advice) {
        if (code.startsWith("include") || !path.isEmpty() && path.get(0).equals("nebula")) {
            findings.add(Diagnostic.warning(place, String.join(".", path), code, message, advice));
        }
    }
}
