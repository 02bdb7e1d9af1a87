package io.nebula.cli.page;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns; the first column holds names, the last one is wrapped to the width of the page. */
public final class TextTable {
    private static final int GAP = 2;
    private static final int LEAST_LAST_COLUMN = 24;
    /** Where the last column goes if there is no room for it beside the others. */
    private static final int BELOW = 6;
    private final Style style;
    private final int indent;
    private final List<String[]> rows = new ArrayList<>();

    /** @param indent blanks before each row */
    public TextTable(Style style, int indent) {
        this.style = style;
        this.indent = indent;
    }

    /** Adds a row; all have the same number of cells. */
    public TextTable row(String... cells) {
        rows.add(cells);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Appends the table, each line with its end. */
    public void appendTo(StringBuilder out) {
        int last = rows.isEmpty() ? 0 : rows.get(0).length - 1;
        int[] widths = new int[last];
        int left = style.width() - indent;
        for (int column = 0; column < last; column++) {
            for (String[] row : rows) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
            left -= widths[column] + GAP;
        }
        for (String[] row : rows) {
            append(row, widths, left, out);
        }
    }

    private void append(String[] row, int[] widths, int left, StringBuilder out) {
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row[column].length() + GAP);
            line.append(column == 0 ? style.name(row[column]) : row[column]).append(padding);
        }
        String last = row[row.length - 1];
        if (left >= LEAST_LAST_COLUMN) {
            int at = style.width() - left;
            line.append(Wrapped.text(last, left).replace("\n", "\n" + " ".repeat(at)));
            out.append(line.toString().stripTrailing()).append('\n');
        } else {
            out.append(line.toString().stripTrailing()).append('\n');
            Wrapped.append(last, indent + BELOW, style.width(), out);
        }
    }
}
