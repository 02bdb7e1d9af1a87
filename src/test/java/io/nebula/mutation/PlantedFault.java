package io.nebula.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mistake that somebody might make, to find out whether a proof notices it.
 *
 * @param name the mistake in a few words
 * @param file the source file, relative to {@code src/main/java}
 * @param snippet what stands there exactly once
 * @param replacement what the mistake puts in its place
 */
public record PlantedFault(String name, String file, String snippet, String replacement) {
    private static final Path SOURCES = Path.of("src/main/java");

    /** The source file with the mistake in it. */
    String source() throws IOException {
        String right = Files.readString(SOURCES.resolve(file));
        int at = right.indexOf(snippet);
        if (at < 0 || right.indexOf(snippet, at + 1) >= 0) {
            throw new IllegalStateException("the fault \"" + name + "\" cannot be planted: " + file + (at < 0
                    ? " no longer holds its snippet; take the snippet from the source as it is now:\n"
                    : " holds its snippet more than once; make it longer:\n") + snippet);
        }
        return right.substring(0, at) + replacement + right.substring(at + snippet.length());
    }

    @Override
    public String toString() {
        return name;
    }
}
