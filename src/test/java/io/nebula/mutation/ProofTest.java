package io.nebula.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.metrics.WorkerLoad;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofTest {
    private static final String FILE = "io/nebula/metrics/WorkerLoad.java";

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
    void shouldNoticeAFaultThatChangesWhatIsProved() throws Exception {
        PlantedFault fault = new PlantedFault("a load that begins late", FILE, "void begin(long now) {",
                "void begin(long now) { now++;");

        Proof.of(Load.class).shouldHold();
        Proof.of(Load.class).shouldNotice(fault, directory);

        assertThat(directory.resolve("io/nebula/metrics/WorkerLoad.class")).exists();
    }

    @Test
    void shouldSayThatAFaultIsNotNoticed() {
        PlantedFault fault = new PlantedFault("a load that begins late", FILE, "void begin(long now) {",
                "void begin(long now) { now++;");

        assertThatThrownBy(() -> Proof.of(Load.class, "shouldBeAtNothingAtFirst").shouldNotice(fault, directory))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not notice the fault \"a load that begins late\" in " + FILE);
    }

    @Test
    void shouldTakeNothingForAFailureThatCannotBeRun() {
        PlantedFault fault = new PlantedFault("none", FILE, "/** It is done. */", "");

        assertThatThrownBy(() -> Proof.of(Load.class, "shouldNotExist").shouldNotice(fault, directory))
                .isInstanceOf(AssertionError.class).hasMessageContaining("cannot be run");
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
