package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nebula.delivery.KilledJob.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real file systems that are full or read-only, mounted in a namespace of the test's own. Where the test may not mount, it is
 * skipped; what the engine does with a write, a force or a checkpoint that fails is then left to {@code DurableOutputTest} and
 * {@code CheckpointTest}, whose doubles work everywhere.
 */
@Timeout(120)
class SmallDiskIT {
    private static final int RECORDS = 20_000;
    private static final String PIPELINE = """
            nebula.pipeline {
              source = in.csv
              transforms = [{ type = compute, set = ["part = 10 %% (id %% 11)"] }]
              sink = "%s"
              errors { policy = dead-letter, dead-letter = "%s" }
              parallel { use-parallel = %s, worker-count = 2, batch-size = 500 }
              checkpoint.interval = 20ms
            }
            """;
    /** Runs the tool until the disk is full, gives it room, and runs the same command again. */
    private static final String TWICE = """
            mount -t tmpfs -o size=%s,nr_inodes=%s tmpfs disk || exit 99
            "$NEBULA" run pipeline.conf --summary json > first 2>&1; echo $? > first.code
            find disk -type f | sort > first.files
            mount -o remount,size=64m,nr_inodes=1000 disk
            "$NEBULA" run pipeline.conf --summary json > second 2>&1; echo $? > second.code
            cp -r disk copy
            """;

    @TempDir
    private Path directory;
    private ToolRun tool;

    @BeforeEach
    void prepare() throws Exception {
        StringBuilder text = new StringBuilder("id,text\n");
        for (int i = 0; i < RECORDS; i++) {
            text.append(i).append(",text of record ").append(i).append(" with a few words more\n");
        }
        Files.writeString(directory.resolve("in.csv"), text);
        Files.createDirectory(directory.resolve("disk"));
        tool = new ToolRun(directory);
        boolean mounts;
        try {
            mounts = tool.privately("mount -t tmpfs tmpfs disk").code() == 0;
        } catch (IOException e) { // there is no such command
            mounts = false;
        }
        assumeTrue(mounts, "this process may not mount a file system in a namespace of its own (unshare -rm)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFailWhenTheOutputsDiskIsFullAndGoOnWhenThereIsRoom(boolean parallel) throws Exception {
        write("disk/out.jsonl", "dead.jsonl", parallel);

        twice("1m", 100);

        failed("first").anySatisfy(line -> assertThat(line).startsWith("nebula: disk/out.jsonl: ")
                .contains("No space left on device", "free space"))
                .anySatisfy(line -> assertThat(line).contains("run the same command again; it goes on after "));
        assertThat(Files.readAllLines(directory.resolve("first.files"))).isNotEmpty()
                .allSatisfy(file -> assertThat(file).startsWith("disk/out.jsonl.nebula/"));
        completed("copy/out.jsonl", "dead.jsonl");
        assertThat(resumedFrom()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFailWhenTheDeadLettersDiskIsFullAndGoOnWhenThereIsRoom(boolean parallel) throws Exception {
        write("out.jsonl", "disk/dead.jsonl", parallel);

        twice("256k", 100);

        failed("first").anySatisfy(line -> assertThat(line).startsWith("nebula: disk/dead.jsonl: ")
                .contains("No space left on device", "free space"))
                .anySatisfy(line -> assertThat(line).contains("run the same command again; it goes on after "));
        assertThat(Files.readAllLines(directory.resolve("first.files"))).isNotEmpty()
                .allSatisfy(file -> assertThat(file).startsWith("disk/dead.jsonl.nebula/"));
        completed("out.jsonl", "copy/dead.jsonl");
        assertThat(resumedFrom()).isPositive();
    }

    /**
     * Of the file system's files one is its root, then come the state directory, the lock, the output, the notes of what
     * is being worked on, without which a run does, and manifests.
     */
    @ParameterizedTest
    @CsvSource({"4, it starts from the beginning", "5, it starts from the beginning", "6, it goes on after ",
            "7, it goes on after "})
    void shouldFailWhenThereIsNoRoomForAManifestAndGoOnFromTheOneBefore(int files, String advice) throws Exception {
        write("disk/out.jsonl", "dead.jsonl", files % 2 == 0);

        twice("64m", files);

        failed("first").anySatisfy(line -> assertThat(line).contains("disk/out.jsonl.nebula/manifest-new.nebula: ",
                "No space left on device", "check free space"))
                .anySatisfy(line -> assertThat(line).contains("run the same command again; " + advice));
        assertThat(Files.readAllLines(directory.resolve("first.files"))).doesNotContain("disk/out.jsonl");
        completed("copy/out.jsonl", "dead.jsonl");
        assertThat(resumedFrom() > 0).isEqualTo(files > 5);
    }

    /** The root, the state directory, the lock and the dead letters: no room for what says that they are complete. */
    @Test
    void shouldFailWhenThereIsNoRoomToPublishAndOnlyPublishWhenThereIs() throws Exception {
        write("out.jsonl", "disk/dead.jsonl", true);

        twice("64m", 4);

        failed("first").anySatisfy(line -> assertThat(line).contains("disk/dead.jsonl", "No space left on device"))
                .anySatisfy(line -> assertThat(line).contains("run the same command again; it goes on after 20,000 records"));
        assertThat(Files.readAllLines(directory.resolve("first.files"))).doesNotContain("disk/dead.jsonl");
        completed("out.jsonl", "copy/dead.jsonl");
        assertThat(resumedFrom()).isEqualTo(RECORDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldReadNothingWhenThereIsNoRoomToBegin(int files) throws Exception {
        write("disk/out.jsonl", "dead.jsonl", true);

        twice("64m", files);

        assertThat(Files.readString(directory.resolve("first.code"))).isEqualTo("78\n");
        assertThat(Files.readAllLines(directory.resolve("first"))).anySatisfy(line -> assertThat(line)
                .startsWith("nebula: disk/out.jsonl").contains("No space left on device", "free space"))
                .contains("Nothing has been read or written.");
        completed("copy/out.jsonl", "dead.jsonl");
    }

    @Test
    void shouldReadNothingWhenTheTargetCannotBeWritten() throws Exception {
        write("disk/out.jsonl", "dead.jsonl", true);

        End output = tool.privately("mount -t tmpfs -o ro tmpfs disk && exec \"$NEBULA\" run pipeline.conf");
        write("out.jsonl", "disk/dead.jsonl", true);
        End letters = tool.privately("mount -t tmpfs -o ro tmpfs disk && exec \"$NEBULA\" run pipeline.conf");

        assertThat(output.code()).isEqualTo(78);
        assertThat(String.join("\n", output.said())).contains("error[not-writable]: 'disk/out.jsonl'");
        assertThat(letters.code()).isEqualTo(78);
        assertThat(String.join("\n", letters.said())).contains("error[not-writable]: 'disk/dead.jsonl'");
        assertThat(directory.resolve("out.jsonl")).doesNotExist();
        assertThat(directory.resolve("out.jsonl.nebula")).doesNotExist();
    }

    private void write(String sink, String deadLetters, boolean parallel) throws IOException {
        Files.writeString(directory.resolve("pipeline.conf"), PIPELINE.formatted(sink, deadLetters, parallel));
    }

    private void twice(String size, int files) throws Exception {
        End end = tool.privately(TWICE.formatted(size, files));
        assertThat(end.code()).as(String.join("\n", end.said())).isZero();
    }

    private ListAssert<String> failed(String run) throws IOException {
        assertThat(Files.readString(directory.resolve(run + ".code"))).isEqualTo("1\n");
        List<String> said = Files.readAllLines(directory.resolve(run));
        assertThat(said.get(said.size() - 1)).contains("\"outcome\":\"failed\"");
        return assertThat(said);
    }

    private void completed(String output, String deadLetters) throws IOException {
        assertThat(Files.readString(directory.resolve("second.code")))
                .as(Files.readString(directory.resolve("second"))).isEqualTo("0\n");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            if (i % 11 != 0) {
                expected.add("{\"id\":" + i + ",\"text\":\"text of record " + i + " with a few words more\",\"part\":"
                        + 10 % (i % 11) + "}");
            }
        }
        assertThat(Files.readAllLines(directory.resolve(output))).isEqualTo(expected);
        assertThat(Files.readAllLines(directory.resolve(deadLetters))).hasSize(RECORDS - expected.size());
    }

    private long resumedFrom() throws IOException {
        return Long.parseLong(new End(0, Files.readAllLines(directory.resolve("second"))).figure("resumedFrom"));
    }
}
