package io.nebula.cli.records;

import io.nebula.cli.page.Style;
import io.nebula.cli.page.TextTable;
import io.nebula.cli.page.Wrapped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records as a table: one line each, columns as wide as the terminal allows, numbers to the right. */
public final class RecordTable {
    private static final int GAP = 2;
    /** Narrower columns cannot be read. */
    private static final int LEAST_WIDTH = 8;

    private final Style style;
    private final List<String> names = new ArrayList<>();
    private final List<List<Object>> rows = new ArrayList<>();
    private final int[] widths;

    private RecordTable(List<String> fields, List<Map<String, Object>> records, Style style) {
        this.style = style;
        Set<String> all = new LinkedHashSet<>(fields);
        records.forEach(record -> all.addAll(record.keySet()));
        names.addAll(all);
        for (Map<String, Object> record : records) {
            List<Object> row = new ArrayList<>();
            names.forEach(name -> row.add(record.get(name)));
            rows.add(row);
        }
        widths = new int[names.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = names.get(column).length();
            for (List<Object> row : rows) {
                widths[column] = Math.max(widths[column], text(row.get(column)).length());
            }
        }
    }

    /** @param fields the columns, in order; fields that records have beyond them follow */
    public static String of(List<String> fields, List<Map<String, Object>> records, Style style) {
        RecordTable table = new RecordTable(fields, records, style);
        return table.narrow() ? table.text() : table.oneBelowTheOther();
    }

    /** Takes from the widest column until the table fits; false if columns could not be read then. */
    private boolean narrow() {
        int total = -GAP;
        for (int width : widths) {
            total += width + GAP;
        }
        while (total > style.width()) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                widest = widths[column] > widths[widest] ? column : widest;
            }
            if (widths[widest] <= LEAST_WIDTH) {
                return false;
            }
            widths[widest]--;
            total--;
        }
        return true;
    }

    /** Each field on a line of its own. */
    private String oneBelowTheOther() {
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (List<Object> row : rows) {
            out.append(style.heading("record " + ++number)).append('\n');
            TextTable table = new TextTable(style, GAP);
            for (int column = 0; column < row.size(); column++) {
                table.row(names.get(column), text(row.get(column)));
            }
            table.appendTo(out);
        }
        return out.toString();
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            cells.add(style.heading(cell(names.get(column), column, isNumber(column))));
        }
        line(cells, out);
        for (List<Object> row : rows) {
            cells.clear();
            for (int column = 0; column < widths.length; column++) {
                Object value = row.get(column);
                String cell = cell(text(value), column, value instanceof Number);
                cells.add(value == null ? style.dim(cell) : cell);
            }
            line(cells, out);
        }
        return out.toString();
    }

    private static void line(List<String> cells, StringBuilder out) {
        out.append(String.join(" ".repeat(GAP), cells)).append('\n');
    }

    private boolean isNumber(int column) {
        return rows.stream().map(row -> row.get(column)).anyMatch(Number.class::isInstance);
    }

    private String cell(String text, int column, boolean right) {
        int width = widths[column];
        String shown = Wrapped.cut(text, width);
        String blanks = " ".repeat(width - shown.length());
        return right ? blanks + shown : column == widths.length - 1 ? shown : shown + blanks;
    }

    /** On one line, whatever the value holds. */
    private static String text(Object value) {
        return value == null ? "null" : ValueText.plain(value).replaceAll("\\p{Cntrl}", " ");
    }
}
