package io.nebula.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, taken apart into code blocks and the paragraphs between them. */
record MarkdownPage(Path file, List<Passage> passages) {
    static final String PROSE = "prose";
    private static final Pattern FENCE = Pattern.compile("( *)```(.*)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * A code block or a paragraph.
     *
     * @param line at which it begins, from 1
     * @param kind what follows the backticks that open a block; {@link #PROSE} for a paragraph
     * @param remarks the HTML comments directly before it, by the words before their colons; only readers of the source
     *     see them
     */
    record Passage(Path page, int line, String kind, String text, Map<String, List<String>> remarks) {
        /** What is said after that word in a comment; empty if nothing is. */
        List<String> remarks(String word) {
            return remarks.getOrDefault(word, List.of());
        }

        boolean isProse() {
            return kind.equals(PROSE);
        }

        /** What stands between single backticks, on one line each, without what escapes it in a table. */
        List<String> codeSpans() {
            return CODE.matcher(text).results()
                    .map(span -> span.group(1).replace('\n', ' ').replace("\\|", "|").strip()).toList();
        }

        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    static MarkdownPage read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Passage> passages = new ArrayList<>();
        Map<String, List<String>> remarks = new TreeMap<>();
        for (int at = 0; at < lines.size();) {
            Matcher fence = FENCE.matcher(lines.get(at));
            boolean block = fence.matches();
            boolean remark = lines.get(at).startsWith("<!--");
            int end = at + 1;
            while (end < lines.size() && !(block ? closes(lines.get(end)) : remark ? lines.get(end - 1).endsWith("-->")
                    : endsParagraph(lines.get(end)))) {
                end++;
            }
            String indent = block ? fence.group(1) : "";
            String text = String.join("\n", lines.subList(block ? at + 1 : at, end).stream()
                    .map(line -> line.startsWith(indent) ? line.substring(indent.length()) : line).toList());
            if (remark) {
                note(text.substring("<!--".length(), text.length() - "-->".length()).replace('\n', ' '), remarks);
            } else if (block || !text.isBlank()) {
                passages.add(new Passage(file, at + 1, block ? fence.group(2) : PROSE, text, Map.copyOf(remarks)));
                remarks.clear();
            }
            at = block ? end + 1 : end;
        }
        return new MarkdownPage(file, passages);
    }

    private static boolean closes(String line) {
        return line.strip().equals("```");
    }

    private static boolean endsParagraph(String line) {
        return line.isBlank() || line.startsWith("<!--") || FENCE.matcher(line).matches();
    }

    private static void note(String remark, Map<String, List<String>> remarks) {
        String[] parts = remark.split(":", 2);
        remarks.computeIfAbsent(parts[0].strip(), word -> new ArrayList<>()).add(parts[1].strip());
    }
}
