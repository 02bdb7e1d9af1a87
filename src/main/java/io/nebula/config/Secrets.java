package io.nebula.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps passwords and the like out of whatever is shown. */
public final class Secrets {
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?i)([\\w.\\-]*(?:password|passwd|secret|token|credential|access-key|api-key|private-key)[\\w.\\-]*\"?"
                    + "\\s*\\+?[=:]\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"?|[^\\s,}\\]]+)");

    private Secrets() {}

    /** The line with every secret value replaced by as many asterisks, so that columns stay where they are. */
    public static String mask(String line) {
        Matcher matcher = ASSIGNMENT.matcher(line);
        StringBuilder masked = new StringBuilder();
        while (matcher.find()) {
            boolean substituted = matcher.group(2).startsWith("${");
            String value = substituted ? matcher.group(2) : "*".repeat(matcher.group(2).length());
            matcher.appendReplacement(masked, Matcher.quoteReplacement(matcher.group(1) + value));
        }
        return matcher.appendTail(masked).toString();
    }
}
