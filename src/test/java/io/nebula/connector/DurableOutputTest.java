package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableOutputTest {
    private static final Schema SCHEMA = new Schema(List.of(new Field("a", ValueType.STRING)));
    private static final OutputParts PLAIN = new OutputParts(new LineFormat(false), SCHEMA, Compression.NONE, 0);

    @TempDir
    Path dir;

    private Path path;
    private Path partial;

    @BeforeEach
    void name() {
        path = dir.resolve("out.csv");
        partial = dir.resolve("out.csv.nebula/out.csv");
    }

    @Test
    void shouldHaveOnDiskWhatACheckpointSays() throws Exception {
        RecordOutput output = sink(false).open(true);
        FileSinkTest.append(output, "1\n");
        OutputMark first = output.checkpoint();
        FileSinkTest.append(output, "2\n");

        assertThat(partial).hasContent("a\n1\n");
        assertThat(first).isEqualTo(markOf("a\n1\n"));
        assertThat(output.checkpoint()).isEqualTo(markOf("a\n1\n2\n"));
        assertThat(output.checkpoint()).isEqualTo(markOf("a\n1\n2\n"));
        output.commit();
        assertThat(path).hasContent("a\n1\n2\n");
        assertThat(dir.toFile().list()).containsExactly("out.csv");
    }

    @Test
    void shouldGoOnFromAnyCheckpointWhateverWasWrittenAfterIt() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder expected = new StringBuilder("a\n");
        RecordOutput output = sink(false).open(true);
        for (int run = 0; run < 20; run++) {
            OutputMark mark = output.checkpoint();
            FileSinkTest.append(output, "lost\n".repeat(random.nextInt(100_000)));
            output.abandon();
            output = sink(false).resume(mark);
            assertThat(output.storedBytes()).as("seed %d", seed).isEqualTo(expected.length());
            String kept = ("kept " + run + "\n").repeat(random.nextInt(30_000));
            FileSinkTest.append(output, kept);
            expected.append(kept);
        }
        assertThat(output.checkpoint()).isEqualTo(markOf(expected.toString()));
        output.commit();

        assertThat(Files.readString(path)).as("seed %d", seed).isEqualTo(expected.toString());
    }

    @Test
    void shouldRefuseToGoOnWithWhatIsNotThereAnyMore() throws Exception {
        RecordOutput output = sink(false).open(true);
        FileSinkTest.append(output, "1\n2\n");
        OutputMark mark = output.checkpoint();
        output.abandon();

        Files.writeString(partial, "a\n1\n3\nmore\n");
        assertThatThrownBy(() -> sink(false).resume(mark)).isInstanceOf(IOException.class)
                .hasMessageContaining(partial.toString()).hasMessageContaining(String.format("%08x", mark.crc()))
                .hasMessageContaining("--restart");
        assertThat(partial).hasContent("a\n1\n3\nmore\n");
        Files.writeString(partial, "a\n1\n");
        assertThatThrownBy(() -> sink(false).resume(mark)).hasMessageContaining("has 4 bytes, but had 6");
        Files.delete(partial);
        assertThatThrownBy(() -> sink(false).resume(mark)).hasMessageContaining("is gone");
        Files.createDirectory(partial.getParent());
        Files.createSymbolicLink(partial, Files.writeString(dir.resolve("other"), "a\n1\n2\n"));
        assertThatThrownBy(() -> sink(false).resume(mark)).hasMessageContaining("cannot be opened");
        Files.delete(partial);
        Files.createDirectories(partial.getParent());
        Files.createLink(partial, Files.writeString(path, "a\n1\n2\n"));
        assertThatThrownBy(() -> sink(true).resume(mark)).hasMessageContaining("second name");
        assertThat(path).hasContent("a\n1\n2\n");
    }

    @Test
    void shouldHoldTheOutputFromLockToEndAndLetItGoWhereNothingIsWritten() throws Exception {
        FileRecordSink sink = sink(false);
        sink.lock();
        sink.lock();
        assertThatThrownBy(() -> sink(false).lock()).hasMessageContaining("another run");
        sink.unlock();
        sink.unlock();
        assertThat(dir.toFile().list()).isEmpty();

        sink.lock();
        RecordOutput output = sink.open(true);
        sink.unlock();
        assertThatThrownBy(() -> sink(false).open(true)).hasMessageContaining("another run");
        output.abandon();
        sink(false).open(false).commit();
    }

    @Test
    void shouldLeaveTheFilesOfOthersAloneUntilTheOutputIsPublished() throws Exception {
        FileRecordSink sink = sink(false);
        sink.lock();
        Path manifest = Files.writeString(sink.stateDirectory().resolve(RecordSink.KEPT + "-1.json"), "{}");
        Path other = Files.writeString(sink.stateDirectory().resolve("note"), "theirs");
        sink.open(true).abandon();
        assertThat(manifest).exists();

        sink.open(true).commit();

        assertThat(manifest).doesNotExist();
        assertThat(other).exists();
        assertThat(sink.stateDirectory().toFile().list()).containsExactly("note");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFinishAnInterruptedPublicationOrGoOnOrStartAgain(boolean overwrite) throws Exception {
        if (overwrite) {
            Files.writeString(path, "old");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        }
        OutputMark mark = prepared(overwrite);
        assertThat(sink(overwrite).publicationInterrupted()).isTrue();
        RecordOutput resumed = sink(overwrite).resume(mark);
        FileSinkTest.append(resumed, "2\n");
        assertThat(sink(overwrite).publicationInterrupted()).isFalse();
        resumed.prepare();
        resumed.abandon();
        assertThat(path).satisfies(file -> assertThat(Files.exists(file)).isEqualTo(overwrite));

        sink(overwrite).completeInterruptedPublication();
        assertThat(path).hasContent("a\n1\n2\n");
        assertThat(dir.toFile().list()).containsExactly("out.csv");
        if (overwrite) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-rw-rw-");
        } else {
            Files.delete(path);
        }

        prepared(overwrite);
        RecordOutput again = sink(overwrite).open(true);
        assertThat(sink(overwrite).publicationInterrupted()).isFalse();
        again.commit();
        assertThat(path).hasContent("a\n");
    }

    @Test
    void shouldNotTakeAnythingElseForTheCompleteOutput() throws Exception {
        prepared(false);
        Files.writeString(partial, "x", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> sink(false).completeInterruptedPublication()).hasMessageContaining("has 5 bytes");
        Files.delete(partial);
        assertThatThrownBy(() -> sink(false).completeInterruptedPublication()).hasMessageContaining("has been removed");
        Files.writeString(path, "a\n7\n");
        assertThatThrownBy(() -> sink(true).completeInterruptedPublication()).hasMessageContaining("has been removed");
        Files.writeString(path, "theirs");
        Files.writeString(partial, "a\n1\n");
        assertThatThrownBy(() -> sink(false).completeInterruptedPublication()).hasMessageContaining("somebody else");
        assertThat(path).hasContent("theirs");
        assertThatThrownBy(() -> sink(false).open(true)).hasMessageContaining("exists");
        Files.writeString(dir.resolve("out.csv.nebula/out.csv.done"), "torn");
        assertThatThrownBy(() -> sink(true).completeInterruptedPublication()).hasMessageContaining("'torn'");
    }

    @Test
    void shouldGoOnWithTheRestOfAShortWrite() throws Exception {
        StringBuilder expected = new StringBuilder();
        FaultyChannel channel = new FaultyChannel(dir.resolve("made"));
        channel.mostBytesAtOnce = 7;
        RecordOutput output = output(channel);
        for (int i = 0; i < 50; i++) {
            String text = ("text " + i).repeat(1 + i * 100) + "\n";
            FileSinkTest.append(output, text);
            expected.append(text);
        }

        assertThat(output.checkpoint()).isEqualTo(markOf(expected.toString()));
        assertThat(Files.readString(dir.resolve("made"))).isEqualTo(expected.toString());
        output.abandon();
    }

    @Test
    void shouldRefuseEverythingAfterAFailedForce() throws Exception {
        FaultyChannel channel = new FaultyChannel(dir.resolve("made"));
        RecordOutput output = output(channel);
        FileSinkTest.append(output, "1\n");
        channel.onForce = new IOException("Input/output error");

        assertThatThrownBy(output::checkpoint).hasMessageContaining("out.csv")
                .hasMessageContaining("cannot be made durable");
        refusesEverything(output, "cannot be made durable");

        assertThat(channel.forced).isEqualTo(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(path).doesNotExist();
    }

    @Test
    void shouldRefuseEverythingAfterAFailedWrite() throws Exception {
        FaultyChannel channel = new FaultyChannel(dir.resolve("made"));
        RecordOutput output = output(channel);
        FileSinkTest.append(output, "1\n");
        channel.onWrite = new IOException("No space left on device");

        assertThatThrownBy(output::checkpoint).hasMessageContaining("No space left").hasMessageContaining("free space");
        channel.onWrite = null;
        refusesEverything(output, "No space left");

        assertThat(channel.forced).isZero();
    }

    @Test
    void shouldHaveNoCheckpointsUnlessTheyWereAskedFor() throws Exception {
        RecordOutput output = sink(false).open(false);
        assertThatThrownBy(output::checkpoint).isInstanceOf(UnsupportedOperationException.class);
        output.prepare();
        assertThat(sink(false).publicationInterrupted()).isFalse();
        output.commit();
    }

    private static void refusesEverything(RecordOutput output, String because) {
        assertThatThrownBy(() -> FileSinkTest.append(output, "2\n")).hasMessageContaining(because);
        assertThatThrownBy(output::checkpoint).hasMessageContaining(because);
        assertThatThrownBy(output::prepare).hasMessageContaining(because);
        assertThatThrownBy(output::commit).hasMessageContaining(because);
        output.abandon();
    }

    /** An output on a file that misbehaves. */
    private RecordOutput output(FaultyChannel channel) throws IOException {
        return FileOutput.create(StateDirectory.lock(path), new UnfinishedFile(partial, path, false), PLAIN, true,
                channel);
    }

    /** Leaves a complete output that has not been published. */
    private OutputMark prepared(boolean overwrite) throws Exception {
        RecordOutput output = sink(overwrite).open(true);
        FileSinkTest.append(output, "1\n");
        OutputMark mark = output.checkpoint();
        output.prepare();
        output.abandon();
        return mark;
    }

    private FileRecordSink sink(boolean overwrite) throws InvalidOptionsException {
        return new FileSinkSpec(path.toString(), new LineFormat(true), overwrite, Compression.AUTO, 0).plan(SCHEMA);
    }

    private static OutputMark markOf(String text) {
        CRC32C crc = new CRC32C();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        crc.update(bytes, 0, bytes.length);
        return new OutputMark(bytes.length, crc.getValue());
    }
}
