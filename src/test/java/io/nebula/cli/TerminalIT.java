package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see. */
@Timeout(120)
class TerminalIT {
    private static final String RUN = Path.of("nebula").toAbsolutePath() + " run endless.conf";
    private static final String REDRAW = "\r\033[K";
    /** Shown as soon as there are some thousand records. */
    private static final String THOUSANDS = ",";
    private static final String COLOUR = "\033[";
    private static final Map<String, String> ASCII = Map.of("LC_ALL", "C");
    @TempDir
    private Path directory;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(PseudoTerminal.available(), "needs script of util-linux");
        Files.writeString(directory.resolve("endless.conf"), """
                nebula.pipeline {
                  source { type = generate, count = 100000000000 }
                  transforms = [ { type = compute, set = ["squared = value * value"] } ]
                  sink { type = discard, format = csv }
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRedrawOneLineAndEndWithTheSummaryWhenInterrupted(boolean parallel) throws Exception {
        try (PseudoTerminal terminal = run(100, "--set parallel.use-parallel=" + parallel)) {
            String progress = terminal.awaitShown(THOUSANDS, 4);
            terminal.pressInterrupt();
            String end = terminal.rest();

            assertThat(progress).contains(REDRAW, " records  ", " busy", COLOUR);
            assertThat(progress.substring(progress.indexOf(REDRAW))).doesNotContain("\n");
            assertThat(end).contains("stopping after what has been read", "interrupted before the end of the input",
                    "\033[33minterrupted\033[0m in ", "  transforms[0] compute ", "records/s");
            assertThat(terminal.exit()).isEqualTo(130);
        }
    }

    @Test
    void shouldKeepToANarrowLineAlsoAfterTheTerminalHasGotNarrower() throws Exception {
        try (PseudoTerminal terminal = run(60, "--summary none")) {
            String before = terminal.awaitShown(REDRAW, 4);
            String name = before.lines().findFirst().orElseThrow().strip();
            PseudoTerminal.resize(name, 25);
            terminal.awaitShown(REDRAW, 3);
            String after = terminal.awaitShown(REDRAW, 3);
            terminal.pressInterrupt();
            terminal.rest();

            assertThat(widest(before.substring(before.indexOf(REDRAW)))).isBetween(30, 59);
            assertThat(widest(after)).isBetween(1, 24);
        }
    }

    @Test
    void shouldTakeTheWidthAndTheWishForNoColourFromTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of("LC_ALL", "C", "COLUMNS", "30", "NO_COLOR", "1");
        try (PseudoTerminal terminal = PseudoTerminal.run(directory, environment, 100, RUN)) {
            String progress = terminal.awaitShown(REDRAW, 4);
            terminal.pressInterrupt();
            String end = terminal.rest();

            assertThat(widest(progress.substring(progress.indexOf(REDRAW)))).isBetween(1, 29);
            assertThat((progress + end).replace(REDRAW, "")).doesNotContain(COLOUR);
        }
    }

    @Test
    void shouldRedrawNothingOnATerminalThatCannot() throws Exception {
        String bench = Path.of("nebula").toAbsolutePath() + " bench endless.conf --workers 1 --runs 1 --set source.count=";
        String both = RUN + " --set source.count=100000 && " + bench + "1000 --records 1000";
        try (PseudoTerminal terminal = PseudoTerminal.run(directory, Map.of("LC_ALL", "C", "TERM", "dumb"), 100, both)) {
            String shown = terminal.rest();

            assertThat(terminal.exit()).isZero();
            assertThat(shown).contains("records/s", "In every run the same 1,000 records").doesNotContain("\033");
        }
    }

    @Test
    void shouldEndAtOnceAtASecondInterruptWhenTheOutputIsNotTaken() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start().waitFor()).isZero();
        String stuck = "sleep 100 < pipe & exec " + RUN + " --set sink.type=stdout > pipe";
        try (PseudoTerminal terminal = PseudoTerminal.run(directory, ASCII, 100, stuck)) {
            terminal.awaitShown(REDRAW, 4);
            terminal.pressInterrupt();
            terminal.awaitShown("stopping after", 1);
            terminal.pressInterrupt();

            assertThat(terminal.rest()).doesNotContain("interrupted before the end");
            assertThat(terminal.exit()).isEqualTo(130);
        }
    }

    @Test
    void shouldShowATraceOnlyWhereItIsAskedFor() throws Exception {
        Path services = Files.createDirectories(directory.resolve("own/META-INF/services"));
        Files.writeString(services.resolve("io.nebula.transform.TransformProvider"), "io.nebula.cli.BrokenTransform");
        Map<String, String> environment = Map.of("NEBULA_CLASSPATH",
                "own:" + Path.of("target", "test-classes").toAbsolutePath());
        String broken = RUN + " --progress none --set 'transforms=[{type=broken}]'";

        String usually;
        try (PseudoTerminal terminal = PseudoTerminal.run(directory, environment, 100, broken)) {
            usually = terminal.rest();
            assertThat(terminal.exit()).isEqualTo(1);
        }
        try (PseudoTerminal terminal = PseudoTerminal.run(directory, environment, 100, broken + " --debug")) {
            assertThat(terminal.rest()).contains("IllegalStateException: worn out", "\tat io.nebula.cli.BrokenTransform");
        }
        assertThat(usually).contains("has failed in a step: java.lang.IllegalStateException: worn out (--debug shows the trace)")
                .doesNotContain("\tat ");
    }

    private PseudoTerminal run(int columns, String options) throws IOException {
        return PseudoTerminal.run(directory, ASCII, columns, RUN + " " + options);
    }

    /** Of the lines drawn, without what colours them. */
    private static int widest(String shown) {
        int widest = 0;
        for (String line : shown.split("\r|\n")) {
            widest = Math.max(widest, line.replaceAll("\033\\[(\\d+m|K)", "").length());
        }
        return widest;
    }
}
