package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.delivery.Suspect;
import io.nebula.delivery.WorkNotes;
import io.nebula.format.Morsel;
import io.nebula.pipeline.ErrorPolicy;
import io.nebula.record.RecordBatch;
import io.nebula.transform.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The kernel of the only worker as long as there are suspects. Takes down how far it has come with a record that is worked
 * on alone, and rejects those that are known to bring the process down, without working on them.
 */
final class IsolatingKernel implements Function<Morsel, MorselResult>, AutoCloseable {
    private static final String CODE = "killed-the-process";

    private final Plan plan;
    private final Buffers results;
    private final Quarantine quarantine;
    private final WorkNotes notes;
    private final List<NamedTransform> transforms;
    private final NotingKernel kernel;

    IsolatingKernel(Plan plan, int vectorRows, Buffers results, Quarantine quarantine, Runnable memoryExhausted,
            StageClock clock) {
        this.plan = plan;
        this.results = results;
        this.quarantine = quarantine;
        this.notes = quarantine.notes();
        this.transforms = Plan.instances(plan.steps());
        this.kernel = new NotingKernel(0, plan.kernel(0, vectorRows, results, noting(), clock), quarantine,
                memoryExhausted);
    }

    private List<NamedTransform> noting() {
        List<NamedTransform> noting = new ArrayList<>();
        for (NamedTransform named : transforms) {
            int stage = noting.size() + 1;
            Transform transform = named.transform();
            noting.add(new NamedTransform(named.name(), batch -> {
                notes.stage(0, stage);
                RecordBatch result = transform.apply(batch);
                notes.stage(0, stage + 1);
                return result;
            }));
        }
        return noting;
    }

    @Override
    public MorselResult apply(Morsel morsel) {
        Suspect suspect = quarantine.isolating(morsel, morsel.position());
        return suspect != null && quarantine.refuses(suspect) ? refuse(morsel, suspect)
                : kernel.apply(morsel, suspect != null);
    }

    private MorselResult refuse(Morsel morsel, Suspect suspect) {
        boolean ends = plan.pipeline().errors().policy() == ErrorPolicy.FAIL;
        String message = "whenever it was worked on alone, the process died or this step did not come back; repair the step"
                + (ends ? ", or set errors.policy to skip or dead-letter to go on without this record" : "");
        NamedTransform refusal = new NamedTransform(stage(suspect), batch -> {
            for (int i = 0; i < batch.selected(); i++) {
                batch.reject(batch.selection()[i], CODE, null, message);
            }
            return batch;
        });
        if (ends) {
            quarantine.tell(suspect);
        }
        try (MorselKernel refusing = plan.kernel(0, 1, results, List.of(refusal), StageTimes.unheeded(1))) {
            return refusing.apply(morsel);
        }
    }

    private String stage(Suspect suspect) {
        return suspect.stage() == 0 ? "decode"
                : suspect.stage() > transforms.size() ? MorselKernel.ENCODE : transforms.get(suspect.stage() - 1).name();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
