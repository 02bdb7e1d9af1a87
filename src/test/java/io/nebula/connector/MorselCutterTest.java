package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.format.Morsel;
import io.nebula.options.InvalidOptionsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MorselCutterTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 1000, 65_535, 65_536, 65_537, 100_000, 512 << 10, 4 << 20})
    void shouldGiveEveryByteOnceInOrderAndEndMorselsAtLineEnds(int bytes) throws Exception {
        String text = lines(30_000);

        Morsels morsels = cut(text, new MorselSize(bytes, Long.MAX_VALUE), 4 << 20);

        assertThat(morsels.text()).isEqualTo(text);
        assertThat(morsels.texts()).allMatch(morsel -> morsel.endsWith("\n"));
        assertThat(morsels.storedBytes()).isEqualTo(text.length());
        assertThat(morsels.all()).allMatch(morsel -> morsel.storedBytes() == morsel.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000, 29_999, 30_000, 50_000})
    void shouldCutAfterExactlyThatManyRecords(int records) throws Exception {
        Morsels morsels = cut(lines(30_000), new MorselSize(16 << 20, records), 32 << 20);

        List<Long> counts = morsels.texts().stream().map(t -> t.chars().filter(c -> c == '\n').count()).toList();
        assertThat(counts).hasSize((30_000 + records - 1) / records);
        assertThat(counts.subList(0, counts.size() - 1)).allMatch(count -> count == records);
    }

    @Test
    void shouldKeepRecordsWholeThatAreLargerThanAMorsel() throws Exception {
        String large = "x".repeat(300_000) + "\n";

        Morsels morsels = cut("a\n" + large + "b\n", new MorselSize(10, Long.MAX_VALUE), 1 << 20);

        assertThat(morsels.texts()).contains(large);
        assertThat(morsels.text()).isEqualTo("a\n" + large + "b\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 99, 100, 101, 1000, 512 << 10})
    void shouldMarkTheBeginningOfAnOversizedRecordWhereverItLies(int bytes) throws Exception {
        String text = "a\n" + "x".repeat(100) + "\n" + "y".repeat(101) + "\nb\n" + "z".repeat(90_000) + "\nc\n"
                + "w".repeat(200_000);

        Morsels morsels = cut(text, new MorselSize(bytes, Long.MAX_VALUE), 100);

        List<Morsel> oversized = morsels.all().stream().filter(Morsel::oversized).toList();
        assertThat(oversized).extracting(Morsel::length).containsExactly(100, 100, 100);
        assertThat(oversized).extracting(Morsel::position).containsExactly(103L, 207L, 90_210L);
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < morsels.all().size(); i++) {
            whole.append(morsels.all().get(i).oversized() ? "!" : morsels.texts().get(i));
        }
        assertThat(whole.toString()).isEqualTo("a\n" + "x".repeat(100) + "\n!b\n!c\n!");
        assertThat(morsels.storedBytes()).isEqualTo(text.length());
        assertThat(oversized).extracting(Morsel::skipped).containsExactly(2L, 89_901L, 199_900L);
        long next = 0;
        for (Morsel morsel : morsels.all()) {
            assertThat(morsel.position()).isEqualTo(next);
            next = morsel.end();
        }
        assertThat(next).isEqualTo(text.length());
    }

    @Test
    void shouldEndAnUnclosedQuoteWithItsLine() throws Exception {
        String text = "a\n\"b\n" + "c\n".repeat(1000);

        Morsels morsels = cut(text, new MorselSize(10, Long.MAX_VALUE), 50);

        assertThat(morsels.text()).isEqualTo(text);
        assertThat(morsels.texts()).anyMatch(morsel -> morsel.startsWith("\"b\n"));
        assertThat(morsels.all()).noneMatch(Morsel::oversized);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb\r\n", "a\nb", "a", "\n", "\"a\nb\"\nc"})
    void shouldTakeTheLastRecordWithOrWithoutLineEnd(String text) throws Exception {
        for (int bytes = 1; bytes < 8; bytes++) {
            assertThat(cut(text, new MorselSize(bytes, Long.MAX_VALUE), 100).text()).isEqualTo(text);
        }
    }

    @Test
    void shouldSkipHeadsAndNeverSpanFiles() throws Exception {
        Files.writeString(dir.resolve("1.csv"), "a,b\n1,2\n");
        Files.writeString(dir.resolve("2.csv"), "b,a\n");
        Files.writeString(dir.resolve("3.csv"), "");
        Files.writeString(dir.resolve("4.csv"), "b,a\n3,4\n5,6");

        try (FileRecordSource source = new FileSourceSpec(dir + "/*.csv", new LineFormat(true)).open()) {
            Morsels morsels = Morsels.of(source, Morsels.AUTO);

            assertThat(morsels.texts()).containsExactly("1,2\n", "", "3,4\n5,6");
            assertThat(morsels.all()).extracting(m -> m.origin().index()).containsExactly(0, 1, 3);
            assertThat(morsels.all()).extracting(Morsel::position).containsExactly(4L, 4L, 4L);
            assertThat(morsels.all().get(0).origin().columns()).isNull();
            assertThat(morsels.all().get(2).origin().columns()).containsExactly(1, 0);
            assertThat(morsels.storedBytes()).isEqualTo(source.storedBytes()).isEqualTo(8 + 4 + 11);
        }
    }

    @Test
    void shouldCutRandomTextTheSameWhateverTheMorselSize() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(400); i > 0; i--) {
                text.append("ab\n\r,".charAt(random.nextInt(5)));
            }
            int size = 1 + random.nextInt(100);
            Morsels morsels = cut(text.toString(), new MorselSize(size, 1 + random.nextInt(9)),
                    20 + random.nextInt(400));
            assertThat(morsels.storedBytes()).as("seed %d", seed).isEqualTo(text.length());
        }
    }

    @Test
    void shouldRefuseAFileThatChangesWhileItIsRead() throws Exception {
        Path file = Files.writeString(dir.resolve("a.txt"), lines(30_000));

        assertThatThrownBy(() -> readWith(file, () -> Files.writeString(file, "x\n", StandardOpenOption.APPEND)))
                .isInstanceOf(IOException.class).hasMessageContaining("a.txt").hasMessageContaining("grew")
                .hasMessageContaining("run again");
        assertThatThrownBy(() -> readWith(file, () -> Files.writeString(file, "x\n")))
                .isInstanceOf(IOException.class).hasMessageContaining("was cut");
        Files.writeString(file, lines(30_000));
        assertThatThrownBy(() -> readWith(file, () -> {
            Path other = Files.copy(file, dir.resolve("other"));
            return Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        })).isInstanceOf(IOException.class).hasMessageContaining("was replaced");
        assertThatThrownBy(() -> readWith(file, () -> {
            Files.delete(file);
            return file;
        })).isInstanceOf(IOException.class).hasMessageContaining("was removed");
    }

    private void readWith(Path file, Callable<Path> change) throws Exception {
        RecordSource source = new FileSourceSpec(file.toString(), new LineFormat(false)).open();
        try (MorselReader reader = source.read(new MorselSize(1000, Long.MAX_VALUE), new Buffers(1),
                Consumed.nothing())) {
            reader.next();
            change.call();
            while (reader.next() != null) {
                continue;
            }
        }
    }

    private Morsels cut(String text, MorselSize size, int maxRecordBytes) throws IOException, InvalidOptionsException {
        Path file = Files.writeString(dir.resolve("text"), text, StandardCharsets.ISO_8859_1);
        FileSourceSpec spec = new FileSourceSpec(List.of(file.toString()), new LineFormat(false), Map.of(),
                maxRecordBytes, Compression.AUTO);
        return Morsels.of(spec.open(), size);
    }

    static String lines(int count) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, count).forEach(i -> text.append("record ").append(i).append(",x\n"));
        return text.toString();
    }
}
