package io.nebula.operator;

import io.nebula.engine.ByteResult;
import io.nebula.engine.ByteWork;
import io.nebula.format.Morsel;
import io.nebula.record.Reject;
import io.nebula.text.Swar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/** All of the CPU work on a morsel of bytes. One instance per worker. */
final class ByteKernel implements Function<ByteMorsel, ByteOutcome>, AutoCloseable {
    private final int worker;
    private final int vectorRows;
    private final OnFailure onReject;
    private ByteWork.Kernel kernel;

    ByteKernel(int worker, int vectorRows, OnFailure onReject) {
        this.worker = worker;
        this.vectorRows = vectorRows;
        this.onReject = onReject;
    }

    @Override
    public ByteOutcome apply(ByteMorsel morsel) {
        if (kernel == null) { // all morsels of a stream want the same work
            kernel = morsel.work().kernel(worker, vectorRows, onReject != OnFailure.FAIL);
        }
        ByteResult result = kernel.apply(morsel.morsel());
        return new ByteOutcome(morsel, result,
                onReject == OnFailure.SKIP ? List.of() : rejected(morsel.morsel(), result.rejects()));
    }

    private static List<RejectedRecord> rejected(Morsel morsel, List<Reject> rejects) {
        List<RejectedRecord> rejected = new ArrayList<>(rejects.size());
        long line = 1;
        int from = 0;
        for (Reject reject : rejects) {
            int start = morsel.offset() + reject.start();
            line += Swar.count((byte) '\n', morsel.bytes(), morsel.offset() + from, start);
            from = reject.start();
            rejected.add(new RejectedRecord(line, morsel.position() + reject.start(),
                    ByteString.fromArray(morsel.bytes(), start, reject.length()), reject));
        }
        return rejected;
    }

    @Override
    public void close() {
        if (kernel != null) {
            kernel.close();
        }
    }
}
