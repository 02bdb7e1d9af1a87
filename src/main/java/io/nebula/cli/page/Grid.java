package io.nebula.cli.page;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells below each other, as wide as the widest; nothing is wrapped. */
final class Grid {
    private static final int GAP = 2;
    private final int indent;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param indent blanks before each row */
    Grid(int indent) {
        this.indent = indent;
    }

    /** Adds a row; all have the same number of cells. */
    void row(List<String> cells) {
        rows.add(cells);
    }

    /** Appends the rows, each with its line end. */
    void appendTo(StringBuilder out) {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + GAP));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
