package io.nebula.format.jsonl;

import io.nebula.format.RecordBoundaries;
import io.nebula.text.Swar;

/** Records that end with their line: every newline, since none can stand within a JSON string. */
final class LineBoundaries implements RecordBoundaries {
    @Override
    public int cut(byte[] bytes, int from, int to, long maxRecords, int maxRecordBytes, boolean endOfInput) {
        if (maxRecords >= to - from) {
            return endOfInput ? to : Swar.lastIndexOf((byte) '\n', bytes, from, to) + 1;
        }
        int end = from;
        long records = 0;
        while (end < to && records < maxRecords) {
            int newline = Swar.indexOf((byte) '\n', bytes, end, to);
            if (newline == to) {
                return endOfInput ? to : end;
            }
            records += isBlank(bytes, end, newline) ? 0 : 1;
            end = newline + 1;
        }
        return end;
    }

    @Override
    public long count(byte[] bytes, int from, int to) {
        long records = 0;
        int end = from;
        while (end < to) {
            int newline = Swar.indexOf((byte) '\n', bytes, end, to);
            records += isBlank(bytes, end, newline) ? 0 : 1;
            end = newline + 1;
        }
        return records;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
        return at == to;
    }
}
