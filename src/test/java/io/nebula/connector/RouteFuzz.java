package io.nebula.connector;

import static io.nebula.fuzz.FuzzInput.check;
import static io.nebula.fuzz.FuzzInput.same;

import io.nebula.fuzz.FuzzInput;
import io.nebula.options.InvalidOptionsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any values in the path of an output: its files stay below their directory, each value can be told from its name, and
 * nothing else can; and any text as such a path, which is refused or keeps to the same.
 */
public final class RouteFuzz {
    private static final String ROOT = "/data/out";
    private static final Pattern ESCAPED = Pattern.compile("%([0-9A-F]{2})");

    private RouteFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FuzzInput in = new FuzzInput(data);
        boolean noFirst = in.below(8) == 1;
        String[] lines = new String(in.rest(), StandardCharsets.UTF_8).split("\n", 3);
        String first = noFirst ? null : lines[0];
        String second = lines.length > 1 ? lines[1] : "";
        confined(pattern(ROOT + "/{a}/{b}"), first, second, true);
        RoutePattern any = lines.length > 2 ? pattern(ROOT + "/" + lines[2]) : null;
        if (any != null && any.fields().size() == 2) {
            confined(any, first, second, false);
        }
    }

    private static RoutePattern pattern(String path) {
        try {
            return RoutePattern.of(path);
        } catch (InvalidOptionsException e) {
            return null;
        }
    }

    private static void confined(RoutePattern pattern, String first, String second, boolean alone) {
        String name = pattern.name(first, second);
        if (name == null) {
            return;
        }
        Path root = Path.of(ROOT);
        Path file = pattern.base().resolve(name);
        check(file.normalize().startsWith(root) || pattern.base().toString().contains(".."), file + " is elsewhere");
        same("normal form", pattern.base().resolve(name), pattern.base().resolve(Path.of(name).normalize()));
        check(file.normalize().startsWith(pattern.base().normalize()), file + " is elsewhere");
        if (alone) {
            String[] parts = name.split("/");
            same("parts", 2, parts.length);
            same("first value", first, value(parts[0]));
            same("second value", second, value(parts[1]));
        }
    }

    private static String value(String name) {
        return switch (name) {
            case RoutePattern.NULL -> null;
            case RoutePattern.EMPTY -> "";
            default -> ESCAPED.matcher(name).replaceAll(hex -> Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
        };
    }
}
