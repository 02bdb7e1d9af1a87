package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.nebula.format.Format;
import io.nebula.format.Morsel;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.InvalidOptionsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumedReadingTest {
    private static final int MAX_RECORD_BYTES = 200;
    private static final MorselSize RECORD_BY_RECORD = new MorselSize(512 << 10, 1);

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv.gz", "csv.zst"})
    void shouldReadExactlyWhatHasNotBeenConsumedWhateverWasAndInWhateverPieces(String extension) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            String as = "seed " + seed + " round " + round;
            for (int file = 0; file < 3; file++) {
                write("in" + file + "." + extension, file == 1 && round % 4 == 0 ? "a,b\n" : randomCsv(random));
            }
            Morsels records = cut(RECORD_BY_RECORD, Consumed.nothing(), extension);
            Morsels first = cut(size(random), Consumed.nothing(), extension);
            TreeMap<Long, String> expected = byPlace(first, 1.0, random, new ArrayList<>());

            List<Span> settled = new ArrayList<>();
            TreeMap<Long, String> parts = byPlace(first, random.nextDouble(), random, settled);
            Morsels rest = cut(size(random), Consumed.of(settled), extension);
            parts.putAll(byPlace(rest, 1.0, random, new ArrayList<>()));

            assertThat(String.join("", parts.values())).as(as).isEqualTo(String.join("", expected.values()));
            assertThat(starts(records)).as(as).containsAll(starts(rest));
            assertThat(rest.storedBytes() + rest.skippedBytes()).as(as).isEqualTo(stored(extension));
        }
    }

    @Test
    void shouldReadOnlyTheRestOfAPlainFile() throws Exception {
        String text = MorselCutterTest.lines(100_000);
        write("in.csv", "a,b\n" + text);
        int from = text.length() / 2;
        int record = text.indexOf('\n', from) + 1;

        Morsels rest = cut(Morsels.AUTO, Consumed.of(List.of(new Span(0, 4, 4 + record, 1))), "csv");

        assertThat(rest.text()).isEqualTo(text.substring(record));
        assertThat(rest.all().get(0).position()).isEqualTo(4 + record);
        assertThat(rest.skippedBytes()).isEqualTo(4 + record);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv.gz"})
    void shouldEndAtOnceWhereEverythingHasBeenConsumed(String extension) throws Exception {
        write("in." + extension, "a,b\n1,2\n3,4");

        Morsels rest = cut(Morsels.AUTO, Consumed.of(List.of(new Span(0, 4, 11, 2))), extension);

        assertThat(rest.text()).isEmpty();
        assertThat(rest.storedBytes() + rest.skippedBytes()).isEqualTo(stored(extension));
    }

    @Test
    void shouldLeaveOutTheRestOfAnOversizedRecordWhoseBeginningWasConsumed() throws Exception {
        String large = "x".repeat(70_000);
        write("in.csv", "a,b\n1,2\n" + large + "\n3,4\n5,6\n" + large);

        Morsels before = cut(Morsels.AUTO, Consumed.of(List.of(new Span(0, 4, 8 + MAX_RECORD_BYTES, 2))), "csv");
        Morsels around = cut(Morsels.AUTO, Consumed.of(List.of(new Span(0, 4, 8 + MAX_RECORD_BYTES, 2),
                new Span(0, 8 + 70_001, 8 + 70_005, 1))), "csv");
        Morsels last = cut(Morsels.AUTO,
                Consumed.of(List.of(new Span(0, 8 + 70_009, 8 + 70_009 + MAX_RECORD_BYTES, 1))), "csv");

        String beginning = "x".repeat(MAX_RECORD_BYTES);
        assertThat(before.texts()).filteredOn(text -> !text.isEmpty()).containsExactly("3,4\n5,6\n", beginning);
        assertThat(around.texts()).filteredOn(text -> !text.isEmpty()).containsExactly("5,6\n", beginning);
        assertThat(last.texts()).filteredOn(text -> !text.isEmpty())
                .containsExactly("1,2\n", beginning, "3,4\n5,6\n");
        for (Morsels each : List.of(before, around, last)) {
            assertThat(each.storedBytes() + each.skippedBytes()).isEqualTo(stored("csv"));
        }
    }

    @Test
    void shouldRefuseWhatNoLongerFits() throws Exception {
        write("in.csv", "a,b\n1,2\n3,4\n");
        write("in.csv.gz", "a,b\n1,2\n3,4\n");

        for (String extension : List.of("csv", "csv.gz")) {
            for (long to : new long[] {13, 500}) {
                assertThatThrownBy(() -> cut(Morsels.AUTO, Consumed.of(List.of(new Span(0, 4, to, 1))), extension))
                        .isInstanceOf(IOException.class).hasMessageContaining("in." + extension)
                        .hasMessageContaining("has been cut");
            }
            assertThatThrownBy(() -> cut(Morsels.AUTO, Consumed.of(List.of(new Span(0, 2, 8, 1))), extension))
                    .isInstanceOf(IOException.class).hasMessageContaining("no record begins");
        }
    }

    @Test
    void shouldHoldSkippedBytesAgainstTheLimitsToo() throws Exception {
        Path file = write("in.csv.gz", "1,2\n".repeat(100_000));
        FileSourceSpec spec = new FileSourceSpec(List.of(file.toString()), new LineFormat(false), Map.of(), 100,
                Compression.AUTO, new DecompressionLimits(300_000, 1000), false);

        assertThatThrownBy(() -> Morsels.of(spec.open(), Morsels.AUTO,
                Consumed.of(List.of(new Span(0, 0, 399_996, 1))))).hasMessageContaining("max-decompressed-bytes");
    }

    @Test
    void shouldTellAFileFromEveryOtherAndFromItselfAfterAChange() throws Exception {
        Path file = write("in.csv", "a,b\n1,2\n");
        String identity = identity(file);

        assertThat(identity).matches("path=/.*/in\\.csv size=8 changed=\\d{4}-.*Z head=[0-9a-f]{8} inode=\\d+");
        assertThat(identity(file)).isEqualTo(identity);
        FileTime changed = Files.getLastModifiedTime(file);
        Files.writeString(file, "a,b\n1,3\n");
        Files.setLastModifiedTime(file, changed);
        assertThat(identity(file)).isNotEqualTo(identity);
        Files.writeString(file, "a,b\n1,2\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(changed.toMillis() + 1000));
        assertThat(identity(file)).isNotEqualTo(identity);
        Files.writeString(file, "5,6\n", StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, changed);
        assertThat(identity(file)).isNotEqualTo(identity);
        Path other = write("other.csv", "a,b\n1,2\n"); // while the first is there, so that it is another inode
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, changed);
        assertThat(identity(file)).isNotEqualTo(identity);
    }

    @Test
    void shouldSayThatAFileHasChangedSinceItWasLookedAt() throws Exception {
        Path file = write("in.csv", "a,b\n1,2\n");
        RecordSource source = new FileSourceSpec(file.toString(), new LineFormat(true)).open();
        Files.writeString(file, "5,6\n", StandardOpenOption.APPEND);

        assertThatThrownBy(source::identities).isInstanceOf(IOException.class).hasMessageContaining("grew");
        Files.delete(file);
        assertThatThrownBy(source::identities).isInstanceOf(IOException.class).hasMessageContaining("in.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in.csv", "in.csv.gz", "in.csv.zst"})
    void shouldRefuseAFileThatChangesWhileItsRestIsRead(String name) throws Exception {
        String text = "a,b\n" + MorselCutterTest.lines(300_000);
        Consumed half = Consumed.of(List.of(new Span(0, 4, text.indexOf('\n', text.length() / 2) + 1, 1)));

        assertThatThrownBy(() -> readRest(write(name, text), half,
                file -> Files.write(file, new byte[] {0}, StandardOpenOption.APPEND)))
                .isInstanceOf(IOException.class).hasMessageContaining(name).hasMessageContaining("grew");
        assertThatThrownBy(() -> readRest(write(name, text), half, file -> Files.write(file, new byte[] {0})))
                .isInstanceOf(IOException.class).hasMessageContaining(name).hasMessageContaining("was cut");
        assertThatThrownBy(() -> readRest(write(name, text), half,
                file -> Files.move(Files.copy(file, dir.resolve("other")), file, StandardCopyOption.REPLACE_EXISTING)))
                .isInstanceOf(IOException.class).hasMessageContaining(name).hasMessageContaining("was replaced");
    }

    private interface Change {
        Path of(Path file) throws IOException;
    }

    private static void readRest(Path file, Consumed consumed, Change change) throws Exception {
        RecordSource source = new FileSourceSpec(file.toString(), new LineFormat(true)).open();
        try (MorselReader reader = source.read(new MorselSize(1000, Long.MAX_VALUE), new Buffers(1), consumed)) {
            reader.next();
            change.of(file);
            while (reader.next() != null) {
                continue;
            }
        }
    }

    private static String identity(Path file) throws Exception {
        return new FileSourceSpec(file.toString(), new LineFormat(true)).open().identities().get(0);
    }

    private static MorselSize size(Random random) {
        return new MorselSize(1 + random.nextInt(1000), random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(9));
    }

    /** Some of the morsels, as texts by input and position and as spans. */
    private static TreeMap<Long, String> byPlace(Morsels morsels, double share, Random random, List<Span> spans) {
        TreeMap<Long, String> parts = new TreeMap<>();
        for (int i = 0; i < morsels.all().size(); i++) {
            Morsel morsel = morsels.all().get(i);
            if (morsel.length() > 0 && random.nextDouble() < share) {
                parts.put(place(morsel), morsels.texts().get(i) + (morsel.oversized() ? "…" : ""));
                spans.add(new Span(morsel.origin().index(), morsel.position(), morsel.position() + morsel.length(), 1));
            }
        }
        return parts;
    }

    /** Where the morsels begin, and what follows the blank lines at their beginnings. */
    private static Set<Long> starts(Morsels morsels) {
        Set<Long> starts = new HashSet<>();
        for (int i = 0; i < morsels.all().size(); i++) {
            String text = morsels.texts().get(i);
            for (int at = 0; at < text.length() && (at == 0 || text.charAt(at - 1) == '\n'); at++) {
                starts.add(place(morsels.all().get(i)) + at);
            }
        }
        return starts;
    }

    private static long place(Morsel morsel) {
        return morsel.origin().index() * 1_000_000L + morsel.position();
    }

    private static String randomCsv(Random random) {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(switch (random.nextInt(12)) {
                case 0 -> "\"quoted\nfield\",1\n";
                case 1 -> "\"unclosed,1\n";
                case 2 -> "x".repeat(random.nextInt(3 * MAX_RECORD_BYTES)) + "\n";
                case 3 -> "\n";
                default -> "value " + i + "," + "y".repeat(random.nextInt(30)) + "\n";
            });
        }
        return random.nextBoolean() ? text + "last,1" : text.toString();
    }

    private Morsels cut(MorselSize size, Consumed consumed, String extension)
            throws IOException, InvalidOptionsException {
        return Morsels.of(source(extension), size, consumed);
    }

    private RecordSource source(String extension) throws InvalidOptionsException {
        Format format = CsvFormat.csv();
        return new FileSourceSpec(List.of(dir + "/in*." + extension), format, Map.of(), MAX_RECORD_BYTES,
                Compression.AUTO).open();
    }

    private long stored(String extension) throws InvalidOptionsException {
        return source(extension).storedBytes();
    }

    private Path write(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (name.endsWith(".zst")) {
            bytes = Zstd.compress(bytes);
        }
        if (name.endsWith(".gz")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(bytes);
            }
            bytes = packed.toByteArray();
        }
        return Files.write(dir.resolve(name), bytes);
    }
}
