package io.nebula.engine;

import io.nebula.balance.RunFailedException;
import io.nebula.connector.RecordSink;
import io.nebula.connector.RecordSource;
import java.io.IOException;

/**
 * Counts the records of every morsel and of every result once more, where their bytes are cut and not where they are decoded
 * or encoded: a check of the workers' figures, for tests. On with the system property {@code nebula.recount} set to {@code
 * true}.
 */
final class Recount {
    private static final boolean ON = Boolean.getBoolean("nebula.recount");

    private final RecordSource source;
    private final RecordSink sink;

    Recount(RecordSource source, RecordSink sink) {
        this.source = source;
        this.sink = sink;
    }

    /** Null unless it is on. */
    static Recount ifOn(RecordSource source, RecordSink sink) {
        return ON ? new Recount(source, sink) : null;
    }

    /** @throws RunFailedException if a worker has miscounted */
    void check(MorselResult result) throws IOException {
        if (!result.halts()) {
            compare("read", result.read(), source.count(result.morsel()), result);
        }
        if (result.bytes() != null) {
            compare("written", result.written(), counted(result), result);
        }
    }

    private long counted(MorselResult result) throws IOException {
        if (result.length() == 0) {
            return 0;
        }
        return result.parts() == null ? sink.count(result.bytes(), result.length())
                : result.parts().count(sink, result.bytes());
    }

    private static void compare(String what, long told, long counted, MorselResult result) {
        if (counted >= 0 && counted != told) {
            throw new RunFailedException("the accounts do not balance, a defect of the engine or of a format: worker "
                    + result.worker() + " says that it has " + what + " " + told + " records, but there are " + counted
                    + ", in the morsel at " + result.morsel().position() + " of " + result.morsel().origin().name());
        }
    }
}
