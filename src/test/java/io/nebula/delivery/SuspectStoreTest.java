package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuspectStoreTest {
    @TempDir
    private Path directory;

    private SuspectStore store;

    @BeforeEach
    void open() {
        store = new SuspectStore(directory, Fingerprint.of(Map.of("sink", "a")));
    }

    @Test
    void shouldSuspectWhatTheRunBeforeHadNotComeToTheEndOf() throws Exception {
        WorkNotes notes = store.notes(3);
        notes.begin(0, 0, 100, 200, false);
        notes.begin(1, 0, 200, 300, false);
        notes.begin(2, 1, 0, 10, true);
        notes.stage(2, 4);
        notes.done(0);

        SuspectStore.Known known = store.find();

        assertThat(known.suspects().parts()).extracting(Suspect::input, Suspect::from, Suspect::deaths, Suspect::alone,
                Suspect::stage).containsExactly(tuple(0, 200L, 1, 0, 0), tuple(1, 0L, 2, 1, 4));
    }

    @Test
    void shouldCountADeathOnceHoweverOftenItIsFound() throws Exception {
        store.notes(1).begin(0, 0, 100, 200, false);

        store.find();
        assertThat(store.find().suspects().at(0, 100).deaths()).isEqualTo(1);
        store.notes(1).begin(0, 0, 100, 200, false);
        assertThat(store.find().suspects().at(0, 100).deaths()).isEqualTo(2);
    }

    @Test
    void shouldKnowNothingOfOtherJobs() throws Exception {
        store.notes(1).begin(0, 0, 100, 200, false);
        store.find();
        store.notes(1).begin(0, 0, 100, 200, false);

        assertThat(new SuspectStore(directory, Fingerprint.of(Map.of("sink", "b"))).find().suspects().parts()).isEmpty();
    }

    @Test
    void shouldTakeDamagedFilesForNone() throws Exception {
        store.notes(1).begin(0, 0, 100, 200, false);
        store.find();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                damage(file);
            }
        }
    }

    /** Cuts a file everywhere, and changes every byte of it. */
    private void damage(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        boolean notes = file.getFileName().toString().contains("working");
        for (int i = 0; i < whole.length; i++) {
            byte[] less = Arrays.copyOf(whole, i);
            Files.write(file, less);
            assertThat(store.find().suspects().parts()).as("%s cut at %d", file, i).hasSizeLessThanOrEqualTo(1);
            if (!notes) {
                byte[] other = whole.clone();
                other[i] ^= 1;
                Files.write(file, other);
                assertThat(store.find().suspects().parts()).as("%s changed at %d", file, i).hasSizeLessThanOrEqualTo(1);
            }
            Files.write(file, whole);
        }
    }

    @Test
    void shouldForgetEverything() throws Exception {
        store.notes(1).begin(0, 0, 100, 200, false);
        store.find();

        store.discard();

        assertThat(store.find().suspects().parts()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldLeaveNothingBehindAfterARunThatEndsByItself() throws Exception {
        WorkNotes notes = store.notes(1);
        notes.begin(0, 0, 100, 200, false);

        notes.discard();

        assertThat(directory).isEmptyDirectory();
        assertThat(store.find().suspects().parts()).isEmpty();
    }
}
