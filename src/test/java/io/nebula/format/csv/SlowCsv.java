package io.nebula.format.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the reference page says about CSV records, one character at a time: slow and obvious. */
final class SlowCsv {
    /** Values of good records, codes of refused ones. */
    final List<List<String>> rows = new ArrayList<>();
    final List<String> codes = new ArrayList<>();

    private final CsvFormat format;
    private final char delimiter;
    private final char quote;
    private final String text;
    private final int fields;
    private List<String> row;
    private boolean stray;
    private int at;

    /** @param bytes a character for each byte, as ISO 8859-1 has it */
    SlowCsv(CsvFormat format, String bytes, int fields) {
        this.format = format;
        this.text = bytes;
        this.fields = fields;
        delimiter = (char) format.dialect().delimiter();
        quote = (char) format.dialect().quote();
        while (at < text.length()) {
            record();
        }
    }

    private void record() {
        int start = at;
        if (text.startsWith("\n", at) || text.startsWith("\r\n", at)) {
            at += text.charAt(at) == '\n' ? 1 : 2;
            return;
        }
        row = new ArrayList<>();
        stray = false;
        while (field()) {
            at++;
        }
        if (at < 0) {
            int newline = text.indexOf('\n', start);
            at = newline < 0 ? text.length() : newline + 1;
            codes.add("unclosed-quote");
            return;
        }
        String bytes = text.substring(start, at);
        at++;
        boolean few = row.size() < fields && format.lenient();
        if (!isUtf8(bytes)) {
            codes.add("invalid-utf8");
        } else if (stray && (!format.lenient() || row.size() > fields)) {
            codes.add("stray-quote");
        } else if (row.size() != fields && !few) {
            codes.add("ragged-row");
        } else {
            while (row.size() < fields) {
                row.add(null);
            }
            rows.add(row);
        }
    }

    /** Takes a field; says whether a delimiter follows it. The position is negative if its quote is not closed. */
    private boolean field() {
        boolean quoted = at < text.length() && text.charAt(at) == quote;
        StringBuilder value = new StringBuilder();
        if (quoted) {
            at++;
            while (true) {
                int close = text.indexOf(quote, at);
                if (close < 0) {
                    at = -1;
                    return false;
                }
                value.append(text, at, close);
                at = close + 1;
                if (at == text.length() || text.charAt(at) != quote) {
                    break;
                }
                value.append(quote);
                at++;
            }
        }
        int rest = at;
        while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n') {
            at++;
        }
        boolean last = at == text.length() || text.charAt(at) == '\n';
        boolean crlf = last && at < text.length() && at > rest && text.charAt(at - 1) == '\r';
        String plain = text.substring(rest, crlf ? at - 1 : at);
        stray |= quoted && !plain.isEmpty();
        String whole = value + plain;
        row.add(quoted || !whole.isEmpty() && !format.dialect().nullValues().contains(whole) ? utf8(whole) : null);
        return !last;
    }

    private static boolean isUtf8(String bytes) {
        byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.equals(new String(raw, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), raw);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
