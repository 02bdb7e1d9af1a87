package io.nebula.record;

import io.nebula.text.BooleanText;
import io.nebula.text.DateText;
import io.nebula.text.DoubleText;
import io.nebula.text.LongText;
import io.nebula.text.TimestampParser;
import io.nebula.text.TimestampText;

/** Parses columns of text into typed columns: exact, or an error for the row. Nulls stay null. */
public final class TextParsing {
    private static final int QUOTED_BYTES = 40;

    private TextParsing() {}

    /**
     * Parses the selected rows of {@code in} into {@code out}, which has been reset, by the type of {@code out}. A row
     * that does not parse is null in {@code out} and reported to {@code errors}.
     */
    public static void parse(TextColumn in, int[] selection, int selected, Column out, RowErrors errors) {
        switch (out.type()) {
            case LONG -> parseLongs(in, selection, selected, (LongColumn) out, errors);
            case DOUBLE -> parseDoubles(in, selection, selected, (DoubleColumn) out, errors);
            case BOOLEAN -> parseBooleans(in, selection, selected, (BooleanColumn) out, errors);
            case DATE -> parseDates(in, selection, selected, (LongColumn) out, errors);
            case TIMESTAMP -> parseTimestamps(in, selection, selected, (LongColumn) out, errors);
            case STRING, JSON -> copy(in, selection, selected, (TextColumn) out);
        }
    }

    private static void parseLongs(TextColumn in, int[] selection, int selected, LongColumn out, RowErrors errors) {
        byte[] bytes = in.bytes();
        int[] starts = in.starts();
        int[] lengths = in.lengths();
        long[] values = out.values();
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            if (in.isNull(row)) {
                out.setNull(row);
                continue;
            }
            long value = LongText.parse(bytes, starts[row], lengths[row]);
            if (value == LongText.INVALID && !LongText.isInvalidValue(bytes, starts[row], lengths[row])) {
                refuse(in, row, out, errors);
            }
            values[row] = value;
        }
    }

    private static void parseDoubles(TextColumn in, int[] selection, int selected, DoubleColumn out, RowErrors errors) {
        byte[] bytes = in.bytes();
        int[] starts = in.starts();
        int[] lengths = in.lengths();
        double[] values = out.values();
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            if (in.isNull(row)) {
                out.setNull(row);
                continue;
            }
            double value = DoubleText.parse(bytes, starts[row], lengths[row]);
            if (value != value && !DoubleText.isNaN(bytes, starts[row], lengths[row])) {
                refuse(in, row, out, errors);
            }
            values[row] = value;
        }
    }

    private static void parseBooleans(TextColumn in, int[] selection, int selected, BooleanColumn out,
            RowErrors errors) {
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            if (in.isNull(row)) {
                out.setNull(row);
                continue;
            }
            int value = BooleanText.parse(in.bytes(), in.starts()[row], in.lengths()[row]);
            if (value == BooleanText.INVALID) {
                refuse(in, row, out, errors);
            } else {
                out.set(row, value == BooleanText.TRUE);
            }
        }
    }

    private static void parseDates(TextColumn in, int[] selection, int selected, LongColumn out, RowErrors errors) {
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            if (in.isNull(row)) {
                out.setNull(row);
                continue;
            }
            long day = DateText.parse(in.bytes(), in.starts()[row], in.lengths()[row]);
            if (day == DateText.INVALID) {
                refuse(in, row, out, errors);
            }
            out.values()[row] = day;
        }
    }

    private static void parseTimestamps(TextColumn in, int[] selection, int selected, LongColumn out,
            RowErrors errors) {
        TimestampParser parser = new TimestampParser();
        byte[] bytes = in.bytes();
        int[] starts = in.starts();
        int[] lengths = in.lengths();
        long[] values = out.values();
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            if (in.isNull(row)) {
                out.setNull(row);
                continue;
            }
            long micros = parser.parse(bytes, starts[row], lengths[row]);
            if (micros == TimestampText.INVALID) {
                refuse(in, row, out, errors);
            }
            values[row] = micros;
        }
    }

    private static void copy(TextColumn in, int[] selection, int selected, TextColumn out) {
        out.viewOf(in.bytes());
        for (int k = 0; k < selected; k++) {
            int row = selection[k];
            if (in.isNull(row)) {
                out.setNull(row);
            } else {
                out.set(row, in.starts()[row], in.lengths()[row]);
            }
        }
    }

    private static void refuse(TextColumn in, int row, Column out, RowErrors errors) {
        out.setNull(row);
        errors.add(row, quote(in.string(row)) + " is not a " + out.type().text());
    }

    private static String quote(String value) {
        return "'" + (value.length() <= QUOTED_BYTES ? value : value.substring(0, QUOTED_BYTES) + "…") + "'";
    }
}
