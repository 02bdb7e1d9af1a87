package io.nebula.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Engine and delivery on one thread, in virtual time, on a disk that loses what was not forced to it. Each seed is a schedule
 * of its own: {@code -Dnebula.seeds} says how many, {@code -Dnebula.seed} which single one to follow step by step. Those that
 * have once failed are kept in {@code simulation/seeds.txt}.
 */
class SimulationTest {
    private static final Path REPORTS = Path.of("target", "simulation");
    private static final long FIRST = 1;
    private static final int SEEDS = Integer.getInteger("nebula.seeds", 500);

    private static SimulatedJvm.End simulate(String name, List<String> arguments) throws Exception {
        return new SimulatedJvm(List.of()).run(REPORTS.resolve(name + ".txt"), arguments);
    }

    private static List<String> kept() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/simulation/seeds.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split(" ")[0]).toList();
    }

    @Test
    @DisabledIfSystemProperty(named = "nebula.seed", matches = ".+")
    void shouldLoseNothingWhateverHappens() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("" + FIRST, "" + SEEDS, "expected"));
        arguments.addAll(kept());

        SimulatedJvm.End end = simulate("seeds", arguments);

        assertThat(end.passed()).as("follow a seed that fails with -Dtest=SimulationTest -Dnebula.seed=N:%n%s",
                String.join("\n", end.said())).isTrue();
    }

    @Test
    @DisabledIfSystemProperty(named = "nebula.seed", matches = ".+")
    void shouldTakeTheSameStepsForTheSameSeed() throws Exception {
        SimulatedJvm.End once = simulate("once", List.of("checksums", "" + FIRST, "20"));
        SimulatedJvm.End again = simulate("again", List.of("checksums", "" + FIRST, "20"));

        assertThat(once.said()).hasSize(20).isEqualTo(again.said());
    }

    @Test
    @EnabledIfSystemProperty(named = "nebula.seed", matches = ".+")
    void shouldTellWhatHappensUnderOneSeed() throws Exception {
        String seed = System.getProperty("nebula.seed");

        SimulatedJvm.End end = simulate("seed-" + seed, List.of("replay", seed));

        assertThat(end.passed()).as("its steps are in target/simulation/seed-%s.txt", seed).isTrue();
    }
}
