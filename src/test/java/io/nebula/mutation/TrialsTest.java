package io.nebula.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.metrics.WorkerLoad;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {
    private static final String FILE = "io/nebula/metrics/WorkerLoad.java";
    private static final PlantedFault LATE = new PlantedFault("a load that begins late", FILE, "void begin(long now) {",
            "void begin(long now) { now++;");

    @TempDir
    private Path directory;

    /** What is proved here. */
    static final class Load {
        @Test
        void shouldCountWhatIsDone() {
            WorkerLoad load = new WorkerLoad();
            load.begin(10);
            load.end(14);
            assertThat(load.busyNanos(20)).isEqualTo(4);
        }

        @Test
        void shouldBeAtNothingAtFirst() {
            assertThat(new WorkerLoad().busyNanos(20)).isZero();
        }
    }

    @Test
    void shouldSayWhichProofsDoNotDoWhatTheyShould() throws Exception {
        List<String> problems = new Trials(directory)
                .holding(Proof.of(Load.class))
                .noticing(LATE, Proof.of(Load.class, "shouldCountWhatIsDone"))
                .noticing(LATE, Proof.of(Load.class, "shouldBeAtNothingAtFirst"))
                .noticing(LATE, Proof.of(Load.class, "shouldNotExist"))
                .holding(Proof.of(Load.class, "shouldBeAtNothingAtFirst"))
                .problems();

        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).startsWith("Load.shouldBeAtNothingAtFirst does not notice the fault")
                .contains("WorkerLoad.java: a load that begins late");
        assertThat(problems.get(1)).startsWith("Load.shouldNotExist cannot be run");
    }

    @Test
    void shouldRunAClassWithAFaultThatComesFirstOnTheClassPath() throws Exception {
        MutatedClasses.compile(LATE, directory);

        ChildJvm.Ended ended = ChildJvm.run(directory, TrialRun.class, 60, Load.class.getName() + ";");

        assertThat(ended.code()).isZero();
        assertThat(ended.output()).contains("#### trial 0: FAILS");
    }

    @Test
    void shouldRefuseAFaultWhoseSnippetIsNotThereExactlyOnce() {
        assertThatThrownBy(() -> MutatedClasses.compile(new PlantedFault("gone", FILE, "no such text", ""), directory))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("no longer holds its snippet");
        assertThatThrownBy(() -> MutatedClasses.compile(new PlantedFault("twice", FILE, "public void", ""), directory))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("more than once");
    }

    @Test
    void shouldRefuseAReplacementThatDoesNotCompile() {
        assertThatThrownBy(() -> MutatedClasses.compile(new PlantedFault("wrong", FILE, "/** It is done. */", "}"), directory))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("does not compile");
    }
}
