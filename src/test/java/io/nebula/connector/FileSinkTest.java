package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.ZstdInputStream;
import io.nebula.format.OutputBuffer;
import io.nebula.options.InvalidOptionsException;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSinkTest {
    private static final Schema SCHEMA = new Schema(List.of(new Field("a", ValueType.STRING),
            new Field("b", ValueType.LONG)));

    @TempDir
    Path dir;

    @Test
    void shouldShowTheOutputOnlyWhenItIsCommitted() throws Exception {
        Path path = dir.resolve("new/deep/out.csv");
        RecordOutput output = sink(path, false).open(false);
        append(output, "1,2\n");

        assertThat(path).doesNotExist();
        output.commit();

        assertThat(path).hasContent("a,b\n1,2\n");
        assertThat(path.getParent().toFile().list()).containsExactly("out.csv");
        assertThat(output.storedBytes()).isEqualTo(8);
        assertThat(output.partial()).isNull();
        output.abandon();
        assertThat(path).exists();
    }

    @Test
    void shouldWriteLargeAndSmallRunsInOrder() throws Exception {
        Path path = dir.resolve("out.csv");
        RecordOutput output = sink(path, false).open(false);
        StringBuilder expected = new StringBuilder("a,b\n");
        for (int i = 0; i < 300; i++) {
            String text = (i + ",").repeat(1 + i * 97 % 40_000 / (1 + i % 7)) + "\n";
            expected.append(text);
            append(output, text);
        }
        output.commit();

        assertThat(Files.readString(path)).isEqualTo(expected.toString());
        assertThat(output.storedBytes()).isEqualTo(expected.length());
    }

    @Test
    void shouldRefuseAnOutputThatExists() throws Exception {
        Path path = Files.writeString(dir.resolve("out.csv"), "precious");

        InvalidOptionsException refused = catchThrowableOfType(InvalidOptionsException.class, () -> sink(path, false));

        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("path");
            assertThat(problem.code()).isEqualTo("output-exists");
            assertThat(problem.advice()).contains("overwrite = true");
        });
        assertThat(path).hasContent("precious");
    }

    @Test
    void shouldReplaceAnOutputOnlyAtTheEndWhenAskedTo() throws Exception {
        Path path = Files.writeString(dir.resolve("out.csv"), "old");
        RecordOutput output = sink(path, true).open(false);
        append(output, "1,2\n");
        assertThat(path).hasContent("old");

        output.commit();

        assertThat(path).hasContent("a,b\n1,2\n");
    }

    @Test
    void shouldLetNobodyReadMoreThanBeforeWhenItReplacesAnOutput() throws Exception {
        Path path = Files.writeString(dir.resolve("out.csv"), "secret");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));

        sink(path, true).open(false).commit();

        assertThat(path).hasContent("a,b\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
    }

    @Test
    void shouldNotReplaceWhatSomebodyElseCreatedMeanwhile() throws Exception {
        Path path = dir.resolve("out.csv");
        RecordOutput output = sink(path, false).open(false);
        Files.writeString(path, "theirs");

        assertThatThrownBy(output::commit).isInstanceOf(IOException.class).hasMessageContaining("somebody else")
                .hasMessageContaining(output.partial());
        output.abandon();

        assertThat(path).hasContent("theirs");
        assertThat(Path.of(output.partial())).hasContent("a,b\n");
    }

    @Test
    void shouldRefuseASecondRunUntilTheFirstHasGone() throws Exception {
        Path path = dir.resolve("out.csv");
        FileRecordSink sink = sink(path, false);
        RecordOutput first = sink.open(false);

        assertThatThrownBy(() -> sink.open(false)).isInstanceOf(IOException.class).hasMessageContaining("another run");
        append(first, "1,2\n");
        first.abandon();
        first.abandon();

        assertThat(first.partial()).isEqualTo(dir.resolve("out.csv.nebula/out.csv").toString());
        assertThat(Path.of(first.partial())).hasContent("a,b\n1,2\n");
        RecordOutput second = sink.open(false);
        second.commit();
        assertThat(path).hasContent("a,b\n");
    }

    @Test
    void shouldRefuseTargetsThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");

        assertThat(problem(Path.of(""))).startsWith("bad-path").contains("the path is empty");
        assertThat(problem(dir)).startsWith("is-directory");
        assertThat(problem(file.resolve("out.csv"))).startsWith("not-a-directory").contains(file.toString());
        assertThat(problem(file.resolve("deeper/out.csv"))).startsWith("not-a-directory");
        assertThat(problem(Path.of("/dev/null"))).startsWith("not-a-file");
        assertThat(dir.toFile().list()).containsExactly("file");
    }

    @Test
    void shouldRefuseTargetsWhoseDirectoriesCannotBeMade() throws Exception {
        Path state = Files.createFile(dir.resolve("out.csv.nebula"));

        assertThat(problem(dir.resolve("out.csv"))).startsWith("not-a-directory").contains(state + " is not");
        assertThat(problem(dir.resolve("x".repeat(256) + "/out.csv"))).startsWith("bad-path").contains("too long");
        assertThat(dir.toFile().list()).containsExactly("out.csv.nebula");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRefuseTargetsThatEvenRootCannotWrite() {
        assertThat(problem(Path.of("/proc/new/out.csv"))).startsWith("not-writable").contains("/proc is a view");
        assertThat(problem(Path.of("/sys/out.csv"))).startsWith("not-writable");
    }

    @Test
    void shouldSayForAPersonThatTheStateCannotBeKept() throws Exception {
        FileRecordSink planned = sink(dir.resolve("out.csv"), false);
        Files.createFile(dir.resolve("out.csv.nebula"));

        assertThatThrownBy(() -> planned.open(false)).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be made and locked (there is a file of that name); check")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void shouldWriteTheFileThatASymbolicLinkLeadsTo() throws Exception {
        Path file = Files.writeString(Files.createDirectory(dir.resolve("disk")).resolve("real.csv"), "old");
        Path link = Files.createSymbolicLink(dir.resolve("link.csv"), Path.of("disk/real.csv"));
        Path dangling = Files.createSymbolicLink(dir.resolve("new.csv"), Path.of("disk/new.csv"));
        Path loop = Files.createSymbolicLink(dir.resolve("loop.csv"), Path.of("loop.csv"));

        RecordOutput output = sink(link, true).open(false);
        assertThatThrownBy(() -> sink(file, true).open(false)).hasMessageContaining("another run");
        append(output, "1,2\n");
        output.commit();
        sink(dangling, false).open(false).commit();

        assertThat(link).isSymbolicLink().hasContent("a,b\n1,2\n");
        assertThat(file).isRegularFile().hasContent("a,b\n1,2\n");
        assertThat(dangling).isSymbolicLink().hasContent("a,b\n");
        assertThat(problem(loop)).startsWith("bad-path").contains("leads nowhere");
    }

    @Test
    void shouldNotTouchAFinishedOutputOfWhichAKilledRunLeftASecondName() throws Exception {
        Path path = Files.writeString(dir.resolve("out.csv"), "finished");
        Files.createLink(Files.createDirectory(dir.resolve("out.csv.nebula")).resolve("out.csv"), path);

        RecordOutput output = sink(path, true).open(false);
        append(output, "1,2\n");
        output.abandon();

        assertThat(path).hasContent("finished");
    }

    @Test
    void shouldKeepOutputsOfEveryName() throws Exception {
        for (String name : List.of("lock", ".lock", "out.csv.lock", "a b\tc;'\"*?[{é", "n".repeat(248))) {
            Path path = dir.resolve(name);
            RecordOutput output = sink(path, false).open(false);
            append(output, "1,2\n");
            output.abandon();
            assertThat(Path.of(output.partial())).hasContent("a,b\n1,2\n");
            RecordOutput second = sink(path, false).open(false);
            append(second, "3,4\n");
            second.commit();

            assertThat(path).hasContent("a,b\n3,4\n");
        }
        assertThat(dir.toFile().list()).hasSize(5);
        assertThat(problem(dir.resolve("n".repeat(249)))).startsWith("bad-path").contains("too long");
    }

    @Test
    void shouldSucceedWhenSomethingElseIsInTheStateDirectory() throws Exception {
        Path path = dir.resolve("out.csv");
        RecordOutput output = sink(path, false).open(false);
        Path other = Files.writeString(dir.resolve("out.csv.nebula/note"), "theirs");

        output.commit();

        assertThat(path).hasContent("a,b\n");
        assertThat(output.partial()).isNull();
        assertThat(other).hasContent("theirs");
        sink(path, true).open(false).commit();
    }

    @Test
    void shouldSayWhenTheUnfinishedOutputHasBeenRemoved() throws Exception {
        Path path = dir.resolve("out.csv");
        for (boolean overwrite : new boolean[] {false, true}) {
            RecordOutput output = sink(path, overwrite).open(false);
            Files.delete(dir.resolve("out.csv.nebula/out.csv"));

            assertThatThrownBy(output::commit).isInstanceOf(IOException.class).hasMessageContaining("has been removed");
            output.abandon();

            assertThat(output.partial()).isNull();
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void shouldKeepWhatIsCompleteWhenItCannotBePutInPlace() throws Exception {
        Path path = dir.resolve("out.csv");
        RecordOutput output = sink(path, true).open(false);
        append(output, "1,2\n");
        Files.createDirectory(path);

        assertThatThrownBy(output::commit).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be put in place")
                .hasMessageContaining("move it where you want it");
        output.abandon();

        assertThat(Path.of(output.partial())).hasContent("a,b\n1,2\n");
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws Exception {
        Path path = dir.resolve("out.csv");
        StateDirectory state = StateDirectory.lock(path);
        RecordOutput output = FileOutput.create(state, new UnfinishedFile(dir.resolve("nothing"), path, false),
                new OutputParts(new LineFormat(true), SCHEMA, Compression.NONE, 0), false,
                FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE));
        append(output, "1,2\n");

        assertThatThrownBy(output::commit).isInstanceOf(IOException.class).hasMessageContaining("No space left")
                .hasMessageContaining("free space");
        output.abandon();

        assertThat(path).doesNotExist();
        assertThat(state.directory()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv.gz", "out.csv.zst"})
    void shouldMakeOneMemberOfThePrologueAndOfEachCall(String name) throws Exception {
        Path path = dir.resolve(name);
        FileRecordSink sink = sink(path, false);
        RecordOutput output = sink.open(false);
        OutputBuffer out = new OutputBuffer(1);
        try (Compressor compressor = sink.compressor()) {
            for (String text : List.of("1,2\n", "3,4\n".repeat(100_000), "5,6\n")) {
                out.clear();
                byte[] bytes = ("?" + text).getBytes(StandardCharsets.UTF_8);
                compressor.compress(bytes, 1, bytes.length - 1, out);
                output.append(out.bytes(), 0, out.end());
            }
        }
        output.commit();

        assertThat(Files.size(path)).isEqualTo(output.storedBytes()).isLessThan(5_000);
        assertThat(decompressed(path)).isEqualTo("a,b\n1,2\n" + "3,4\n".repeat(100_000) + "5,6\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.gz", "out.zst"})
    void shouldMakeAnEmptyCompressedOutputReadable(String name) throws Exception {
        Path path = dir.resolve(name);
        new FileSinkSpec(path.toString(), new LineFormat(false)).plan(SCHEMA).open(false).commit();

        assertThat(decompressed(path)).isEmpty();
        assertThat(Morsels.of(new FileSourceSpec(path.toString(), new LineFormat(false)).open(), Morsels.AUTO).text())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void shouldCompressHarderAtAHigherLevelAndCopeWithWhatDoesNotCompress(Compression compression) throws Exception {
        String text = MorselCutterTest.lines(20_000);
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);

        assertThat(stored(compression, compression.mostLevel(), text.getBytes(StandardCharsets.UTF_8)))
                .isLessThan(stored(compression, 1, text.getBytes(StandardCharsets.UTF_8)));
        assertThat(stored(compression, Compression.USUAL_LEVEL, noise)).isBetween(noise.length, noise.length + 200);
        assertThatThrownBy(() -> new FileSinkSpec("x", new LineFormat(true), false, compression, 20))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"x.gz, 6", "x.zst, 3", "x, 0"})
    void shouldBeTheSameSinkWhetherTheUsualLevelIsWrittenOutOrNot(String path, int usual) {
        LineFormat format = new LineFormat(true);
        assertThat(new FileSinkSpec(path, format, false, Compression.AUTO, Compression.USUAL_LEVEL))
                .isEqualTo(new FileSinkSpec(path, format, false, Compression.AUTO, usual));
        assertThat(new RoutedSinkSpec(path, new LineFormat(true), false, Compression.AUTO, Compression.USUAL_LEVEL).level())
                .isEqualTo(usual);
    }

    private static int stored(Compression compression, int level, byte[] bytes) {
        OutputBuffer out = new OutputBuffer(10);
        try (Compressor compressor = compression.compressor(level)) {
            compressor.compress(bytes, 0, bytes.length, out);
        }
        return out.end();
    }

    private static String decompressed(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path);
                InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(file)
                        : new ZstdInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String problem(Path path) {
        InvalidOptionsException refused = catchThrowableOfType(InvalidOptionsException.class, () -> sink(path, true));
        assertThat(refused).as("%s", path).isNotNull();
        return refused.problems().get(0).code() + " " + refused.getMessage();
    }

    private static FileRecordSink sink(Path path, boolean overwrite) throws InvalidOptionsException {
        return new FileSinkSpec(path.toString(), new LineFormat(true), overwrite, Compression.AUTO, 6).plan(SCHEMA);
    }

    static void append(RecordOutput output, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.append(bytes, 0, bytes.length);
    }
}
