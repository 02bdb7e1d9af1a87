package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.connector.Consumed;
import io.nebula.connector.OutputMark;
import io.nebula.connector.Span;
import io.nebula.metrics.RecordCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestStoreTest {
    private static final Map<String, String> FACTS = Map.of("transforms[0].where", "a > \"1\" \\ \n ü 😀", "a.b", "");

    @TempDir
    private Path directory;
    private ManifestStore store;

    @BeforeEach
    void open() {
        store = new ManifestStore(directory);
    }

    @Test
    void shouldFindNothingWhereNothingHasBeenSaved() throws IOException {
        assertThat(store.load()).isNull();
        assertThat(new ManifestStore(directory.resolve("missing")).load()).isNull();
    }

    @Test
    void shouldGiveBackEverythingThatWasSaved() throws IOException {
        Manifest first = manifest(1, null, false);
        Manifest second = manifest(2, new OutputMark(Long.MAX_VALUE, 0xffffffffL), true);

        store.save(first);
        assertThat(reloaded()).isEqualTo(first);
        store.save(second);
        assertThat(reloaded()).isEqualTo(second);
    }

    @Test
    void shouldKeepTwoAndReplaceTheOlderAlsoAfterARestart() throws IOException {
        for (long sequence = 1; sequence <= 5; sequence++) {
            ManifestStore each = new ManifestStore(directory);
            each.load();
            each.save(manifest(sequence, null, false));
        }

        assertThat(files()).hasSize(2);
        damage(newest());
        assertThat(reloaded().sequence()).isEqualTo(4);
    }

    @Test
    void shouldFallBackToTheOneBeforeWhereverTheNewestIsCut() throws IOException {
        store.save(manifest(1, null, false));
        store.save(manifest(2, null, false));
        Path newest = newest();
        byte[] whole = Files.readAllBytes(newest);

        for (int length = 0; length < whole.length; length++) {
            Files.write(newest, Arrays.copyOf(whole, length));
            assertThat(reloaded().sequence()).as("cut to %d bytes", length).isEqualTo(1);
        }
    }

    @Test
    void shouldFallBackToTheOneBeforeWhicheverBitOfTheNewestIsFlipped() throws IOException {
        store.save(manifest(1, null, false));
        store.save(manifest(2, null, false));
        Path newest = newest();
        byte[] whole = Files.readAllBytes(newest);

        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(newest, flipped);
            assertThat(reloaded().sequence()).as("bit %d flipped", bit).isEqualTo(1);
        }
    }

    @Test
    void shouldNotTakeATrailingByteForAWholeManifest() throws IOException {
        store.save(manifest(1, null, false));
        store.save(manifest(2, null, false));
        Path newest = newest();
        byte[] whole = Files.readAllBytes(newest);
        Files.write(newest, Arrays.copyOf(whole, whole.length + 1));

        assertThat(reloaded().sequence()).isEqualTo(1);
    }

    @Test
    void shouldUseTheOneBeforeWhenTheNewestIsMissing() throws IOException {
        store.save(manifest(1, null, false));
        store.save(manifest(2, null, false));
        Files.delete(newest());

        assertThat(reloaded().sequence()).isEqualTo(1);
    }

    @Test
    void shouldReplaceTheDamagedOneFirst() throws IOException {
        store.save(manifest(1, null, false));
        store.save(manifest(2, null, false));
        damage(newest());
        ManifestStore next = new ManifestStore(directory);
        next.load();

        next.save(manifest(3, null, false));

        assertThat(reloaded().sequence()).isEqualTo(3);
        damage(newest());
        assertThat(reloaded().sequence()).isEqualTo(1);
    }

    @Test
    void shouldKeepACompleteOneAlone() throws IOException {
        store.save(manifest(1, null, false));
        store.save(manifest(2, null, true));

        assertThat(files()).hasSize(1);
        assertThat(reloaded().sequence()).isEqualTo(2);
    }

    @Test
    void shouldNeverStartFromNothingWhenAllThatIsThereIsDamaged() throws IOException {
        store.save(manifest(1, null, false));
        damage(newest());
        assertThatThrownBy(this::reloaded).isInstanceOf(CorruptManifestException.class)
                .hasMessageContainingAll(directory.toString(), "damaged", "--restart");

        store.save(manifest(2, null, false));
        damage(newest());
        assertThatThrownBy(this::reloaded).isInstanceOf(CorruptManifestException.class)
                .hasMessageContainingAll(" and ", "damaged", "--restart");
    }

    @Test
    void shouldIgnoreOneThatWasNotFinished() throws IOException {
        store.save(manifest(1, null, false));
        Files.writeString(directory.resolve("manifest-new.nebula"), "nebula-ch");

        assertThat(reloaded().sequence()).isEqualTo(1);
        store.save(manifest(2, null, false));
        assertThat(reloaded().sequence()).isEqualTo(2);
    }

    @Test
    void shouldForgetEverythingWhenTold() throws IOException {
        store.save(manifest(1, null, false));
        store.save(manifest(2, null, false));
        Files.writeString(directory.resolve("output.csv"), "theirs");

        store.discard();

        assertThat(reloaded()).isNull();
        assertThat(files()).containsExactly(directory.resolve("output.csv"));
    }

    @Test
    void shouldKeepTheOneBeforeWhenANewOneCannotBeWritten() throws IOException {
        store.save(manifest(1, null, false));
        Files.createDirectory(directory.resolve("manifest-new.nebula"));

        assertThatThrownBy(() -> store.save(manifest(2, null, false))).isInstanceOf(IOException.class)
                .hasMessageContaining("manifest-new.nebula: the checkpoint cannot be written");
        assertThat(reloaded().sequence()).isEqualTo(1);
    }

    private Manifest reloaded() throws IOException {
        return new ManifestStore(directory).load();
    }

    private static Manifest manifest(long sequence, OutputMark deadLetters, boolean complete) {
        return new Manifest(sequence, Fingerprint.of(FACTS),
                Consumed.of(List.of(new Span(0, 12, 1L << 40, 77), new Span(3, 0, 5, 1), new Span(3, 9, 10, 0))),
                new OutputMark(1234, 0x89abcdefL), deadLetters, new RecordCounts(10, 2, 5, 4, 3,
                        Map.of("bad-number", 1L, "of the user's own", 2L), 1L << 41), 2, complete);
    }

    private Path newest() throws IOException {
        long newest = reloaded().sequence();
        for (Path file : files()) {
            Manifest manifest = ManifestText.read(Files.readAllBytes(file));
            if (manifest != null && manifest.sequence() == newest) {
                return file;
            }
        }
        throw new AssertionError("no manifest");
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
