package io.nebula.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.nebula.record.TextColumn;
import java.util.Arrays;

/** Regular expressions in time linear in the text (RE2/J), and bounded for each character of it by {@link RegexSize}. */
final class RegexKernels {
    private RegexKernels() {}

    private static Pattern pattern(Object constant) {
        RegexSize.check((String) constant);
        try {
            return Pattern.compile((String) constant);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getMessage(), e);
        }
    }

    static Kernel matches(Object[] constants) {
        Pattern pattern = pattern(constants[1]);
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                c.booleans().set(row, pattern.matcher(bytes(c.text(0), row)).find());
            }
        };
    }

    static Kernel extract(Object[] constants) {
        Pattern pattern = pattern(constants[1]);
        long group = constants.length < 3 ? Math.min(1, pattern.groupCount()) : (Long) constants[2];
        if (group < 0 || group > pattern.groupCount()) {
            throw new IllegalArgumentException("there is no group " + group + " in the regular expression");
        }
        return c -> extract(c, pattern, (int) group);
    }

    /** A view of the argument's bytes: the matcher counts in bytes too. */
    private static void extract(Call c, Pattern pattern, int group) {
        TextColumn in = c.text(0);
        c.text().viewOf(in.bytes());
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            Matcher matcher = pattern.matcher(bytes(in, row));
            if (matcher.find() && matcher.start(group) >= 0) {
                int start = matcher.start(group);
                c.text().set(row, in.starts()[row] + start, matcher.end(group) - start);
            } else {
                c.text().setNull(row);
            }
        }
    }

    static Kernel replace(Object[] constants) {
        Pattern pattern = pattern(constants[1]);
        String replacement = (String) constants[2];
        checkGroups(pattern, replacement);
        return c -> {
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                String replaced = replaced(pattern.matcher(c.text(0).string(row)), replacement);
                byte[] bytes = replaced == null ? null : TextBuildingKernels.utf8(replaced);
                if (bytes == null || bytes.length > TextBuildingKernels.LONGEST_JOINED) {
                    c.fail(row);
                } else {
                    c.text().append(row, bytes, 0, bytes.length);
                }
            }
        };
    }

    /** With every match replaced; null if that becomes too long. */
    private static String replaced(Matcher matcher, String replacement) {
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, replacement);
            if (text.length() > TextBuildingKernels.LONGEST_JOINED) {
                return null;
            }
        }
        return matcher.appendTail(text).toString();
    }

    /** What would otherwise throw at the first match. */
    private static void checkGroups(Pattern pattern, String replacement) {
        for (int i = 0; i < replacement.length() - 1; i++) {
            char next = replacement.charAt(i + 1);
            if (replacement.charAt(i) == '\\') {
                i++;
            } else if (replacement.charAt(i) == '$' && next >= '0' && next <= '9'
                    && next - '0' > pattern.groupCount()) {
                throw new IllegalArgumentException("there is no group " + next + " in the regular expression");
            }
        }
    }

    private static byte[] bytes(TextColumn text, int row) {
        int start = text.starts()[row];
        return Arrays.copyOfRange(text.bytes(), start, start + text.lengths()[row]);
    }
}
