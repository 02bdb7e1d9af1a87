package io.nebula.connector;

import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the files that the {@code path} option names, and says what is wrong with those that cannot be read. */
final class InputPaths {
    private static final String PATTERNS = "write a pattern such as \"data/[a-c]*.csv\", each bracket closed; a ? matches"
            + " a bracket that a name has";
    private final List<Problem> problems;
    private final List<Named> files = new ArrayList<>();

    InputPaths(List<Problem> problems) {
        this.problems = problems;
    }

    /** A file and the option that named it. */
    record Named(String key, Path path) {
        String name() {
            return path.toString();
        }
    }

    List<Named> find(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            String key = texts.size() == 1 ? "path" : "path." + i;
            try {
                find(key, texts.get(i));
            } catch (PatternSyntaxException e) {
                problems.add(Problem.at(key, "bad-path", "'" + texts.get(i) + "' is no pattern: " + reason(e), PATTERNS));
            } catch (InvalidPathException e) {
                problems.add(Problem.at(key, "bad-path", "'" + texts.get(i) + "' is no path: " + e.getMessage(), null));
            } catch (IOException e) {
                problems.add(Problem.at(key, "not-readable", "'" + texts.get(i) + "' cannot be searched: " + e, null));
            }
        }
        return files;
    }

    /** The JDK opens a quote around a missing bracket and does not close it. */
    private static String reason(PatternSyntaxException e) {
        String reason = e.getDescription().replaceFirst("'(.)$", "'$1'");
        return Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
    }

    private void find(String key, String text) throws IOException {
        if (text.isEmpty()) {
            problems.add(Problem.at(key, "bad-path", "the path is empty",
                    "name a file, or a pattern such as \"data/*.csv\""));
            return;
        }
        if (!GlobPattern.isPattern(text) || Files.exists(Path.of(text))) {
            add(key, text, Path.of(text));
            return;
        }
        List<Path> found = GlobPattern.expand(text);
        if (found.isEmpty()) {
            problems.add(Problem.at(key, "no-match", "no file matches '" + text + "'",
                    "relative paths begin at " + Path.of("").toAbsolutePath()));
        }
        for (Path path : found) {
            add(key, path.toString(), path);
        }
    }

    private void add(String key, String name, Path path) {
        if (Files.isDirectory(path)) {
            problems.add(Problem.at(key, "is-directory", "'" + name + "' is a directory",
                    "name its files, e.g. \"" + (name.endsWith("/") ? name : name + "/") + "*.csv\""));
        } else if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            problems.add(Problem.at(key, "no-such-file", "'" + name + "' is a symbolic link to a file that is"
                    + " not there",
                    "remove the link, or bring the file back"));
        } else if (!Files.exists(path)) {
            problems.add(Problem.at(key, "no-such-file", "there is no file '" + name + "'", nearest(path)));
        } else if (!Files.isRegularFile(path)) {
            problems.add(Problem.at(key, "not-a-file", "'" + name + "' is not a regular file",
                    "to read a pipe, use \"-\" and redirect it to standard input"));
        } else if (!Files.isReadable(path)) {
            problems.add(Problem.at(key, "not-readable", "'" + name + "' may not be read by this user",
                    "change its permissions or run as a user that may"));
        } else {
            files.add(new Named(key, path));
        }
    }

    private static String nearest(Path path) {
        Path directory = path.getParent() == null ? Path.of("") : path.getParent();
        for (Path above = directory; above != null; above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return "'" + above + "' is a file, not a directory; to read it, leave out what comes after its name";
            }
        }
        if (!Files.isDirectory(directory)) {
            return "there is no directory '" + directory + "' either; relative paths begin at "
                    + Path.of("").toAbsolutePath();
        }
        try (Stream<Path> names = Files.list(directory)) {
            String advice = Suggestion.of(path.getFileName().toString(),
                    names.map(name -> name.getFileName().toString()).sorted().toList());
            return advice != null ? advice : "relative paths begin at " + Path.of("").toAbsolutePath();
        } catch (IOException e) {
            return "its directory cannot be listed: " + e.getMessage();
        }
    }
}
