package io.nebula.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a step has made of the records of a sample.
 *
 * @param renamed fields that have another name now, by the name before
 * @param retyped fields of another type than before, and which it is now
 * @param dropped fields that are no more
 * @param gone the numbers of records that have not come out, rejected ones too
 * @param values that are new or other than before
 */
public record SampleChange(Map<String, String> renamed, Map<String, String> retyped, List<String> dropped,
        List<Integer> gone, List<Value> values) {
    /**
     * A value that a step has made.
     *
     * @param record the number of its record
     * @param added whether the field was not there before
     * @param before null for null, and if it was not there
     * @param after null for null
     */
    public record Value(int record, String field, boolean added, String before, String after) {}

    /** Compares what came out of two stages that follow each other. */
    public static SampleChange between(Sample.Stage before, Sample.Stage after) {
        Map<String, String> renamed = new LinkedHashMap<>();
        Map<String, String> retyped = new LinkedHashMap<>();
        List<String> dropped = new ArrayList<>(before.schema().names());
        List<Value> values = new ArrayList<>();
        for (int field = 0; field < after.schema().size(); field++) {
            String name = after.schema().field(field).name();
            String old = isMade(before, after, field) ? name : before.schema().field(after.from().get(field)).name();
            dropped.remove(old);
            int index = before.schema().indexOf(old);
            if (!old.equals(name)) {
                renamed.put(old, name);
            } else if (index >= 0 && before.schema().type(index) != after.schema().type(field)) {
                retyped.put(name, after.schema().type(field).text());
            }
        }
        Map<Integer, Sample.Row> rowsBefore = new LinkedHashMap<>();
        before.rows().forEach(row -> rowsBefore.put(row.record(), row));
        List<Integer> gone = new ArrayList<>(rowsBefore.keySet());
        for (Sample.Row row : after.rows()) {
            gone.remove((Integer) row.record());
            compare(rowsBefore.get(row.record()), before, row, after, values);
        }
        return new SampleChange(renamed, retyped, dropped, gone, values);
    }

    /** Whether a field is new or has been set; a copy of one that is still there counts too. */
    private static boolean isMade(Sample.Stage before, Sample.Stage after, int field) {
        int from = after.from().get(field);
        if (from < 0) {
            return true;
        }
        String old = before.schema().field(from).name();
        int original = after.schema().indexOf(old);
        return original >= 0 && original != field && after.from().get(original) == from;
    }

    private static void compare(Sample.Row old, Sample.Stage before, Sample.Row row, Sample.Stage after, List<Value> values) {
        for (int field = 0; field < after.schema().size(); field++) {
            if (isMade(before, after, field)) {
                String name = after.schema().field(field).name();
                int index = before.schema().indexOf(name);
                String was = index < 0 ? null : old.values().get(index);
                String is = row.values().get(field);
                if (index < 0 || !Objects.equals(was, is)) {
                    values.add(new Value(row.record(), name, index < 0, was, is));
                }
            }
        }
    }
}
