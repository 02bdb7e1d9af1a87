package io.nebula.engine;

import io.nebula.record.Column;
import io.nebula.record.RawColumn;
import io.nebula.record.RecordBatch;
import io.nebula.record.Schema;
import io.nebula.record.TextColumn;
import io.nebula.transform.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds out what becomes of each field: who parses it, and whether it is handed on as it was read or made anew. For
 * that each transform is given one row of nulls whose columns remember whether they were asked for; a transform that
 * cannot cope with that is taken to parse everything and to make everything anew.
 */
final class FieldTrace {
    /** Stands for a field that has been made. */
    static final int MADE = -1;

    private final List<TreeSet<Integer>> parsedBy = new ArrayList<>();
    /** For each field that there is now: the field read that it still is, or {@link #MADE}. */
    private int[] from;
    /** For each field that there is now: the step that has made it, where one has. */
    private int[] maker;

    FieldTrace(Schema read) {
        from = new int[read.size()];
        maker = new int[read.size()];
        for (int i = 0; i < from.length; i++) {
            parsedBy.add(new TreeSet<>());
            from[i] = i;
        }
    }

    /** Goes through a step, which are counted from 0. */
    void step(int step, Schema input, Schema output, Transform transform) {
        Probe[] probes = new Probe[input.size()];
        for (int i = 0; i < probes.length; i++) {
            probes[i] = new Probe(input, i);
        }
        RecordBatch result = apply(transform, input, probes);
        int[] newFrom = new int[output.size()];
        int[] newMaker = new int[output.size()];
        for (int i = 0; i < newFrom.length; i++) {
            boolean handedOn = result != null && result.raw(i) instanceof Probe;
            int source = handedOn ? ((Probe) result.raw(i)).index : MADE;
            newFrom[i] = handedOn ? from[source] : MADE;
            newMaker[i] = handedOn ? maker[source] : step;
        }
        for (int i = 0; i < probes.length; i++) {
            if (from[i] != MADE && (probes[i].parsed || result == null)) {
                parsedBy.get(from[i]).add(step);
            }
        }
        from = newFrom;
        maker = newMaker;
    }

    /** The steps that parse a field that is read. */
    List<Integer> parsedBy(int field) {
        return List.copyOf(parsedBy.get(field));
    }

    /** The field read that a field written is, untouched; {@link #MADE} if a step has made it. */
    int from(int written) {
        return from[written];
    }

    /** The step that has made a field written. */
    int maker(int written) {
        return maker[written];
    }

    private static RecordBatch apply(Transform transform, Schema input, Probe[] probes) {
        RecordBatch batch = RecordBatch.scratch();
        for (Probe probe : probes) {
            probe.reset(new byte[0], 1);
        }
        batch.reset(input, 1, new Column[probes.length], probes);
        try {
            return transform.apply(batch);
        } catch (RuntimeException e) {
            return null; // a transform of the user's own need not know what to do with nulls; what it reads stays open
        }
    }

    /** A field without a value that remembers whether somebody wanted it. */
    private static final class Probe extends RawColumn {
        private final int index;
        private boolean parsed;

        Probe(Schema schema, int index) {
            super(schema.type(index), 1);
            this.index = index;
        }

        @Override
        public void readText(int[] selection, int selected, TextColumn out) {
            parsed = true;
            for (int k = 0; k < selected; k++) {
                out.setNull(selection[k]);
            }
        }
    }
}
