package io.nebula.options;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Finds the word that a user most likely meant. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code did you mean "…"?} for the candidate nearest to {@code word}, or null if none is near. */
    public static String of(String word, Collection<String> candidates) {
        String best = null;
        int bestDistance = Math.max(1, word.length() / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best == null ? null : "did you mean \"" + best + "\"?";
    }

    /** The same, where some words have a name of their own elsewhere. @param elsewhere those names, and the candidates */
    public static String of(String word, Collection<String> candidates, Map<String, String> elsewhere) {
        String known = elsewhere.get(word.toLowerCase(Locale.ROOT));
        return known != null ? "did you mean \"" + known + "\"?" : of(word, candidates);
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn {@code a} into {@code b}. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
