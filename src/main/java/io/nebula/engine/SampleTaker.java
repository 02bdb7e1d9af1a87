package io.nebula.engine;

import io.nebula.connector.RecordSource;
import io.nebula.engine.Sample.Line;
import io.nebula.engine.Sample.Refusal;
import io.nebula.engine.Sample.Row;
import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.Morsel;
import io.nebula.format.OutputBuffer;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Takes the first records of a source through its steps, one by one, and keeps what each makes of them. */
final class SampleTaker {
    private static final int USUAL_LINE = 1 << 10;

    private final RecordSource source;
    private final Decoder decoder;
    private final List<NamedTransform> transforms;
    private final Encoder encoder;
    private final int most;
    private final OutputBuffer encoded = new OutputBuffer(USUAL_LINE);
    private final RowText text = new RowText();

    private final List<List<Row>> rows = new ArrayList<>();
    private final List<Line> written = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int records;
    private int origin = -1;
    private long linesBefore;
    private String stage;

    /** @param encoder null if nothing would be written */
    SampleTaker(RecordSource source, List<Plan.Step> steps, Encoder encoder, int most) {
        this.source = source;
        this.decoder = source.decoder(1);
        this.transforms = Plan.instances(steps);
        this.encoder = encoder;
        this.most = most;
        for (int i = 0; i <= transforms.size(); i++) {
            rows.add(new ArrayList<>());
        }
    }

    boolean full() {
        return records >= most;
    }

    /** Takes the next morsel of the source, as far as records are still wanted. */
    void take(Morsel morsel) {
        if (morsel.origin().index() != origin) {
            origin = morsel.origin().index();
            linesBefore = morsel.origin().headLines();
        }
        decoder.open(morsel);
        RecordBatch batch;
        while (!full() && (batch = decoder.next()) != null) {
            take(batch, morsel);
        }
        linesBefore += decoder.lines() + (morsel.skipped() > 0 ? 1 : 0);
    }

    /** At most one row, and records before or after it that have never become one. */
    private void take(RecordBatch decoded, Morsel morsel) {
        List<Reject> unformed = new ArrayList<>(decoded.rejects());
        unformed.sort(Comparator.comparingInt(Reject::start));
        int place = decoded.rows() == 0 ? Integer.MAX_VALUE : decoded.place(0);
        for (Reject reject : unformed) {
            if (reject.start() < place && !full()) {
                refuse(++records, reject, reject.start(), morsel);
            }
        }
        if (decoded.rows() > 0 && !full()) {
            process(decoded, ++records, place, morsel);
        }
        for (Reject reject : unformed) {
            if (reject.start() > place && !full()) {
                refuse(++records, reject, reject.start(), morsel);
            }
        }
    }

    private void process(RecordBatch decoded, int record, int place, Morsel morsel) {
        stage = "decode";
        try {
            if (!refused(decoded, record, place, morsel)) {
                keep(decoded, record, 0);
                transform(decoded, record, place, morsel);
            }
        } catch (Throwable e) {
            if (!StepFailedException.concernsRecord(e)) {
                throw e;
            }
            written.removeIf(line -> line.record() == record);
            refuse(record, StepFailedException.thrown(stage, e).reject(), place, morsel);
        }
    }

    private void transform(RecordBatch decoded, int record, int place, Morsel morsel) {
        RecordBatch batch = decoded;
        for (int i = 0; i < transforms.size() && batch.selected() > 0; i++) {
            stage = transforms.get(i).name();
            batch.stage(stage);
            RecordBatch next = transforms.get(i).transform().apply(batch);
            if (next == null) {
                throw StepFailedException.nothing(stage);
            }
            if (refused(batch, record, place, morsel) || next != batch && refused(next, record, place, morsel)) {
                return;
            }
            batch = next;
            keep(batch, record, i + 1);
        }
        if (encoder != null && batch.selected() > 0) {
            encode(batch, record, place, morsel);
        }
    }

    private void encode(RecordBatch batch, int record, int place, Morsel morsel) {
        stage = MorselKernel.ENCODE;
        batch.stage(stage);
        encoded.clear();
        encoder.encode(batch, encoded);
        if (!refused(batch, record, place, morsel)) {
            written.add(new Line(record, line(Arrays.copyOf(encoded.bytes(), encoded.end()))));
        }
    }

    private void keep(RecordBatch batch, int record, int index) {
        for (int k = 0; k < batch.selected(); k++) {
            rows.get(index).add(new Row(record, text.values(batch, batch.selection()[k])));
        }
    }

    /** Whether the record has been refused; then that is noted. */
    private boolean refused(RecordBatch batch, int record, int place, Morsel morsel) {
        for (Reject reject : batch.rejects()) {
            if (batch.unformed() == 0 || reject.start() == place) {
                refuse(record, reject, place, morsel);
                return true;
            }
        }
        return false;
    }

    private void refuse(int record, Reject reject, int place, Morsel morsel) {
        long line = 0;
        if (morsel.bytes() != null) {
            line = linesBefore + 1
                    + Swar.count((byte) '\n', morsel.bytes(), morsel.offset(), morsel.offset() + place);
        }
        refusals.add(new Refusal(record, source.describe(morsel.origin().name(), line, morsel.position() + place), reject));
    }

    /** Encoded bytes as a person reads them. */
    static String line(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }

    int records() {
        return records;
    }

    /** What has come out of the source, which is 0, and of the transforms. */
    List<Row> rows(int index) {
        return List.copyOf(rows.get(index));
    }

    List<Line> written() {
        return List.copyOf(written);
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }
}
