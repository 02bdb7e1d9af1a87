package io.nebula.format;

import io.nebula.record.RecordBatch;
import io.nebula.text.Utf8;
import java.util.ArrayList;
import java.util.List;

/** Records refused while a batch is being filled, kept until the batch exists. */
public final class PendingRejects {
    private record Refused(int start, int length, String code, String message) {}

    private final List<Refused> refused = new ArrayList<>();

    /** Forgets all. */
    public void clear() {
        refused.clear();
    }

    public boolean isEmpty() {
        return refused.isEmpty();
    }

    public int size() {
        return refused.size();
    }

    /** @param start from the beginning of the morsel */
    public void add(int start, int length, String code, String message) {
        refused.add(new Refused(start, length, code, message));
    }

    /** Refuses the record of that length at {@code record} if it is not UTF-8; says whether it did. */
    public boolean encoding(byte[] bytes, int begin, int record, int length) {
        int invalid = Utf8.firstInvalid(bytes, record, length);
        if (invalid >= 0) {
            add(record - begin, length, "invalid-utf8", "byte " + (invalid - record + 1)
                    + " of the record is not UTF-8; convert the input to UTF-8 first, e.g. with iconv");
        }
        return invalid >= 0;
    }

    /** Gives all to the batch and forgets them. */
    public void moveTo(RecordBatch batch) {
        for (Refused one : refused) {
            batch.rejectRecord(one.start, one.length, one.code, one.message);
        }
        refused.clear();
    }
}
