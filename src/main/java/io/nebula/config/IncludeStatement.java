package io.nebula.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code include "name"} and its variants.
 *
 * @param name the file's name, or the URL
 * @param kind {@code file}, {@code url}, {@code classpath}, or empty for a plain name
 * @param required whether a missing file is an error
 * @param end the offset after the statement
 */
record IncludeStatement(String name, String kind, boolean required, int end) {
    private static final Pattern STATEMENT = Pattern.compile(
            "include\\s*(required\\s*\\(\\s*)?(?:(file|url|classpath)\\s*\\(\\s*)?\"((?:[^\"\\\\\n]|\\\\.)*)\"(?:\\s*\\))*");
    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.\\-]+:.*");

    /** The statement that begins at {@code start}, or null if none does. */
    static IncludeStatement read(String text, int start) {
        Matcher matcher = STATEMENT.matcher(text).region(start, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        String name = matcher.group(3).replaceAll("\\\\(.)", "$1");
        String kind = matcher.group(2) == null ? isUrl(name) ? "url" : "" : matcher.group(2);
        return new IncludeStatement(name, kind, matcher.group(1) != null, matcher.end());
    }

    static boolean isUrl(String name) {
        return URL.matcher(name).matches();
    }

    boolean isLocal() {
        return !kind.equals("url") && !kind.equals("classpath");
    }

    /** The file that this statement in {@code including} means, or null if there is none. */
    Path resolve(Path including) {
        return including == null ? null : kind.equals("file") ? existing(name) : beside(including, name);
    }

    /** The file of that name relative to another one, with {@code .conf} added if need be; null if there is none. */
    static Path beside(Path including, String name) {
        try {
            return existing(including.toAbsolutePath().resolveSibling(name));
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** The file of that name, likewise; a name that no file can have is that of none. */
    static Path existing(String name) {
        try {
            return existing(Path.of(name));
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Path existing(Path file) {
        if (Files.isRegularFile(file)) {
            return file.toAbsolutePath().normalize();
        }
        Path named = file.resolveSibling(file.getFileName() + ".conf");
        return Files.isRegularFile(named) ? named.toAbsolutePath().normalize() : null;
    }
}
