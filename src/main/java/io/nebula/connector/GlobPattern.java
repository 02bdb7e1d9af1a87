package io.nebula.connector;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The files that a pattern stands for: {@code *} and {@code ?} within a name, {@code [a-z]}, {@code {a,b}}, and
 * {@code **} for any number of directories. Names that begin with a dot are matched only by a pattern that does.
 */
final class GlobPattern {
    private GlobPattern() {}

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /**
     * What matches and is no directory, readable or not, each path once, sorted by the bytes of the paths.
     *
     * @throws IOException if a directory cannot be searched
     */
    static List<Path> expand(String pattern) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        for (String plain : withoutBraces(pattern)) {
            boolean absolute = plain.startsWith("/");
            walk(Path.of(absolute ? "/" : ""), List.of(plain.substring(absolute ? 1 : 0).split("/+")), found);
        }
        return List.copyOf(found);
    }

    private static void walk(Path directory, List<String> segments, TreeSet<Path> found) throws IOException {
        String segment = segments.get(0);
        List<String> rest = segments.subList(1, segments.size());
        if (segment.equals("**")) {
            walk(directory, rest.isEmpty() ? List.of("*") : rest, found);
            for (Path child : children(directory, "*")) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    walk(child, segments, found);
                }
            }
            return;
        }
        for (Path child : isPattern(segment) ? children(directory, segment) : List.of(directory.resolve(segment))) {
            if (!rest.isEmpty()) {
                if (Files.isDirectory(child)) {
                    walk(child, rest, found);
                }
            } else if (!Files.isDirectory(child) && isThere(child)) {
                found.add(child);
            }
        }
    }

    private static boolean isThere(Path child) throws IOException {
        if (!Files.exists(child, LinkOption.NOFOLLOW_LINKS) && !Files.notExists(child, LinkOption.NOFOLLOW_LINKS)) {
            throw new AccessDeniedException(child.toString());
        }
        return Files.exists(child, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> children(Path directory, String segment) throws IOException {
        PathMatcher matcher = directory.getFileSystem().getPathMatcher("glob:" + segment);
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path child : stream) {
                Path name = child.getFileName();
                if (matcher.matches(name) && (segment.startsWith(".") || !name.toString().startsWith("."))) {
                    children.add(child);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    /** One pattern for each way to choose from the braces. */
    private static List<String> withoutBraces(String pattern) {
        int open = pattern.indexOf('{');
        int close = open < 0 ? -1 : closing(pattern, open);
        if (close < 0) {
            return List.of(pattern);
        }
        List<String> all = new ArrayList<>();
        int from = open + 1;
        int depth = 0;
        for (int i = from; i <= close; i++) {
            char c = pattern.charAt(i);
            if (depth == 0 && (c == ',' || i == close)) {
                all.addAll(withoutBraces(pattern.substring(0, open) + pattern.substring(from, i)
                        + pattern.substring(close + 1)));
                from = i + 1;
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return all;
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            depth += pattern.charAt(i) == '{' ? 1 : pattern.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
