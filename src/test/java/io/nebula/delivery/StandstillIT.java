package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import io.nebula.delivery.KilledJob.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stops the process in the middle of its work, for longer than a morsel may take, and lets it go on. {@code
 * -Dnebula.standstill-seconds=30} sets for how long.
 */
@Timeout(240)
class StandstillIT {
    private static final int SECONDS = Integer.getInteger("nebula.standstill-seconds", 3);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGoOnAsIfNothingHadBeen(boolean parallel) throws Exception {
        KilledJob job = new KilledJob(new Variant("standing still", "in.csv", 1, 12_000, 3, "out.jsonl", "dead.jsonl", parallel,
                true, 300, "60ms"), directory);

        Process process = job.start("--set", "parallel.morsel-timeout=1s");
        while (!Files.exists(job.lock()) && process.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(Strikes.signal(process, "STOP")).isTrue();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("stands still").isFalse();
        assertThat(Strikes.signal(process, "CONT")).isTrue();
        End end = job.end(process);

        assertThat(end.said()).as("nothing but the summary").hasSize(1);
        assertThat(job.conclude(end, "stood still for " + SECONDS + " s")).isZero();
    }
}
