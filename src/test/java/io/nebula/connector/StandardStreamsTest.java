package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.format.Morsel;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandardStreamsTest {
    private static final Schema SCHEMA = new Schema(List.of(new Field("a", ValueType.STRING)));

    @TempDir
    Path dir;
    private Path pipe;

    @BeforeEach
    void makePipe() throws Exception {
        pipe = dir.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    }

    @Test
    void shouldReadTheSampleAgainAndThenTheRest() throws Exception {
        String text = "a,b\n" + MorselCutterTest.lines(200_000);
        CompletableFuture<Void> writer = write(text);

        try (RecordSource source = stdin(Map.of()).open(new FileInputStream(pipe.toFile()))) {
            Morsels morsels = Morsels.of(source, Morsels.AUTO);

            assertThat(source.schema()).hasToString("(a string, b string)");
            assertThat(morsels.text()).isEqualTo(text.substring(4));
            assertThat(morsels.storedBytes()).isEqualTo(text.length());
            assertThat(source.storedBytes()).isEqualTo(-1);
        }
        writer.get();
    }

    @Test
    void shouldNotWaitForAFullMorselWhenTheInputPauses() throws Exception {
        CompletableFuture<FileInputStream> reading = CompletableFuture.supplyAsync(() -> opened(pipe));
        FileOutputStream out = new FileOutputStream(pipe.toFile());
        out.write("a\n1\n2\n".getBytes(StandardCharsets.US_ASCII));
        RecordSource source = stdin(Map.of("a", ValueType.STRING)).open(reading.get());
        MorselReader reader = source.read(Morsels.AUTO, new Buffers(1), Consumed.nothing());

        assertThat(text(reader.next())).isEqualTo("1\n2\n");
        out.write("3\n4".getBytes(StandardCharsets.US_ASCII));
        assertThat(text(reader.next())).isEqualTo("3\n");
        out.close();
        assertThat(text(reader.next())).isEqualTo("4");
        assertThat(reader.next()).isNull();
    }

    @Test
    void shouldStopWaitingWhenClosed() throws Exception {
        CompletableFuture<FileInputStream> reading = CompletableFuture.supplyAsync(() -> opened(pipe));
        try (FileOutputStream out = new FileOutputStream(pipe.toFile())) {
            out.write("a\n".getBytes(StandardCharsets.US_ASCII));
            RecordSource source = stdin(Map.of("a", ValueType.STRING)).open(reading.get());
            MorselReader reader = source.read(Morsels.AUTO, new Buffers(1), Consumed.nothing());
            CompletableFuture<Morsel> waiting = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    waiting.complete(reader.next());
                } catch (IOException e) {
                    waiting.completeExceptionally(e);
                }
            });
            thread.start();
            while (thread.getState() == Thread.State.NEW || !inRead(thread)) {
                Thread.onSpinWait();
            }

            reader.close();

            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
        }
    }

    @Test
    void shouldEndQuietlyWhenTheReaderOfTheOutputHasGone() throws Exception {
        CompletableFuture<FileInputStream> reading = CompletableFuture.supplyAsync(() -> opened(pipe));
        try (FileOutputStream out = new FileOutputStream(pipe.toFile())) {
            RecordOutput output = stdout().plan(SCHEMA, out).open(false);
            FileSinkTest.append(output, "0\n");
            assertThat(reading.get().read()).isEqualTo('a');
            reading.get().close();

            assertThatThrownBy(() -> FileSinkTest.append(output, "1\n")).isInstanceOf(ClosedOutputException.class);
            output.abandon();
        }
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws Exception {
        try (FileOutputStream full = new FileOutputStream("/dev/full")) {
            RecordOutput output = stdout().plan(SCHEMA, full).open(false);

            assertThatThrownBy(() -> FileSinkTest.append(output, "1\n")).isInstanceOf(IOException.class).isNotInstanceOf(ClosedOutputException.class)
                    .hasMessageContaining("standard output").hasMessageContaining("No space");
        }
    }

    @Test
    void shouldWriteEachRunAtOnce() throws Exception {
        Path file = dir.resolve("out");
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            RecordOutput output = stdout().plan(SCHEMA, out).open(false);
            assertThat(file).isEmptyFile();
            FileSinkTest.append(output, "1\n");

            assertThat(file).hasContent("a\n1\n");
            output.commit();
            assertThat(output.storedBytes()).isEqualTo(4);
        }
    }

    private CompletableFuture<Void> write(String text) {
        return CompletableFuture.runAsync(() -> {
            try {
                Files.writeString(pipe, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static boolean inRead(Thread thread) {
        for (StackTraceElement element : thread.getStackTrace()) {
            if (element.getMethodName().equals("read0")) {
                return true;
            }
        }
        return false;
    }

    private static FileInputStream opened(Path path) {
        try {
            return new FileInputStream(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Morsel morsel) {
        return new String(morsel.bytes(), morsel.offset(), morsel.length(), StandardCharsets.US_ASCII);
    }

    private static StdinSourceSpec stdin(Map<String, ValueType> declared) {
        return new StdinSourceSpec(new LineFormat(true), declared, 1 << 20, Compression.AUTO);
    }

    private static StdoutSinkSpec stdout() {
        return new StdoutSinkSpec(new LineFormat(true), Compression.AUTO, 6);
    }
}
