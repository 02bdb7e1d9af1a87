package io.nebula.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.mutation.MutatedClasses;
import io.nebula.mutation.PlantedFault;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the simulation would notice: a few of the {@link #ALL planted faults}, with {@code -Dnebula.faults=all} all. */
class PlantedFaultsIT {
    private static final boolean EVERY_ONE = "all".equals(System.getProperty("nebula.faults"));
    private static final int USUALLY = 3;
    private static final int MOST_SEEDS = 1_000;
    private static final Pattern SEEDS = Pattern.compile("(\\d+) seeds in .*");

    /** A mistake that is none: the file is compiled as it is. */
    private static final PlantedFault NONE = fault("none", "balance/Seat.java", "final class Seat<I> {", "final class Seat<I> {");

    private static final String SETTLES = """
                    append(result);
                    count(result);
                    rejects.write();
                    progress.settled(read, storedBytes, written);
                    progress.rejected(rejects.count());
                    if (!result.rejects().isEmpty() && !result.halts()) {
                        notice.rejected(rejects.count(), read, rejects.sample(), System.nanoTime());
                    }
                    release(result);
            """;

    static final List<PlantedFault> ALL = List.of(
            fault("a lost wake-up of the stage", "balance/Seat.java",
                    "wakeAt = toldInAll - told.size() / 2;", "wakeAt = toldInAll + 1;"),
            fault("a credit that is now and then not given back", "balance/Balancer.java",
                    "        reply.seat().answered(job);\n        Slot<I, O> slot",
                    "        if (job.sequence % 16 != 15) {\n            reply.seat().answered(job);\n        }\n"
                            + "        Slot<I, O> slot"),
            fault("no force of the output at a checkpoint", "connector/FileOutput.java",
                    "        appender.force();\n        return appender.mark();",
                    "        appender.flush();\n        return appender.mark();"),
            fault("a lost wake-up of a worker", "dispatch/WorkerMailbox.java",
                    "return !control.isEmpty() || !work.isEmpty();", "return !control.isEmpty();"),
            fault("a job claimed twice", "balance/Job.java",
                    "!claimedBy.compareAndSet(UNCLAIMED, seat)", "claimedBy.getAndSet(seat) == seat"),
            fault("no second try after a worker's death", "balance/Balancer.java",
                    "        slot.holders = 0;\n        waiting.add(slot);", "        slot.holders = 0;"),
            fault("no force of any file that is appended to", "connector/FileAppender.java",
                    "channel.force(false);", "channel.size();"),
            fault("no force of the directory behind the final name", "connector/UnfinishedFile.java",
                    "Directories.force(output.toAbsolutePath().getParent());", "output.toAbsolutePath();"),
            fault("no force of the mark of completion", "connector/StateDirectory.java",
                    "channel.force(true);", "channel.size();"),
            fault("no force of the manifest", "delivery/ManifestStore.java",
                    "            channel.force(true);\n            CrashPoints", "            CrashPoints"),
            fault("a write that is taken for whole", "connector/FileAppender.java",
                    "            while (bytes.hasRemaining()) {\n                channel.write(bytes);\n            }",
                    "            channel.write(bytes);"),
            fault("a second force after one that failed", "connector/FileAppender.java",
                    "failure = new IOException(output + \": \" + what, cause);\n        return failure;",
                    "return new IOException(output + \": \" + what, cause);"),
            fault("a watermark one byte too far", "delivery/CommitTracker.java",
                    "spans.add(new Span(input, from, part.to, part.lines))",
                    "spans.add(new Span(input, from, part.to + 1, part.lines))"),
            fault("one line too many behind the watermark", "delivery/CommitTracker.java",
                    "            part.lines += lines;", "            part.lines += lines + 1;"),
            fault("a buffer given back before it is written", "engine/Settlement.java",
                    SETTLES, SETTLES.replace("        release(result);\n", "")
                            .replace("        append(result);\n", "        release(result);\n        append(result);\n")),
            fault("dead letters that a checkpoint leaves behind", "engine/Settlement.java",
                    "            end();\n            checkpoints.take", "            checkpoints.take"),
            fault("dead letters that begin anew when a run goes on", "engine/RunBeginning.java",
                    "before.deadLetters() == null\n", "before.deadLetters() != null\n"),
            fault("an output that is not cut back to its checkpoint", "connector/UnfinishedFile.java",
                    "                channel.truncate(mark.bytes());\n", ""),
            fault("an output that is cut to the wrong length", "connector/UnfinishedFile.java",
                    "channel.position(mark.bytes());", "channel.position(channel.size() - 1);"),
            fault("outputs that are not prepared before the first is in place", "engine/RunEnding.java",
                    "        deadLetters.prepare();\n        output.prepare();\n", ""),
            fault("the output in place before the last checkpoint", "engine/RunEnding.java",
                    "            settlement.checkpoint(true);\n", ""));

    static Stream<PlantedFault> faults() {
        return ALL.stream().limit(EVERY_ONE ? ALL.size() : USUALLY);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldBeNoticed(PlantedFault fault, @TempDir Path directory) throws Exception {
        SimulatedJvm.End end = simulate(fault, directory, MOST_SEEDS);

        assertThat(end.passed()).as("the simulation passes with %s", fault).isFalse();
        String last = end.said().get(end.said().size() - 1);
        Matcher seeds = SEEDS.matcher(last);
        assertThat(seeds.matches()).as("the end of the simulation: %s", last).isTrue();
        System.out.println("| " + fault + " | `" + fault.file().replace("io/nebula/", "") + "` | " + seeds.group(1) + " |");
    }

    @Test
    void shouldNotNoticeWhatIsNotThere(@TempDir Path directory) throws Exception {
        SimulatedJvm.End end = simulate(NONE, directory, EVERY_ONE ? MOST_SEEDS : 20);

        assertThat(end.passed()).as(String.join("\n", end.said())).isTrue();
    }

    private static SimulatedJvm.End simulate(PlantedFault fault, Path directory, int seeds) throws Exception {
        MutatedClasses.compile(fault, directory);
        Path output = Path.of("target", "simulation", "fault-" + fault.name().replace(' ', '-') + ".txt");
        return new SimulatedJvm(List.of(directory)).run(output, List.of("1", "" + seeds, "first"));
    }

    private static PlantedFault fault(String name, String source, String right, String wrong) {
        return new PlantedFault(name, "io/nebula/" + source, right, wrong);
    }
}
