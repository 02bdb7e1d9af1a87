package io.nebula.operator;

import io.nebula.engine.ByteResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;

/** Makes the output of what becomes of morsels, and counts lines for its messages. One thread at a time. */
final class ByteResults {
    private LineCount lines;

    /** What leaves for these: bytes, and rejected records among them. */
    List<Results> of(List<ByteOutcome> train) {
        List<Results> results = new ArrayList<>(train.size());
        for (ByteOutcome outcome : train) {
            Results each = new Results(1);
            if (lines == null) {
                lines = new LineCount(outcome.morsel().morsel().origin().headLines());
                emit(outcome.morsel().work().prologue(), each);
            }
            add(outcome, each);
            results.add(each);
        }
        return results;
    }

    private void add(ByteOutcome outcome, Results results) {
        ByteResult result = outcome.result();
        long number = outcome.morsel().number();
        long before = lines.before(number);
        emit(result.bytes(), results);
        for (RejectedRecord each : outcome.rejected()) {
            RejectedRecord rejected = each.behind(before);
            if (result.halts()) {
                results.endWith(new RecordRejectedException(rejected.place(), rejected.reject(), result.cause()));
            } else {
                results.accept(rejected);
            }
        }
        lines.record(number, outcome.lines());
    }

    private static void emit(byte[] bytes, Results results) {
        if (bytes.length > 0) {
            results.accept(ByteString.fromArrayUnsafe(bytes));
        }
    }
}
