package io.nebula.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.simulation.Disk.Name;
import io.nebula.simulation.Disk.Node;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DiskTest {
    private static final int SEEDS = 200;

    private static void append(Node file, String text) {
        file.write(file.size, text.getBytes(US_ASCII), 0, text.length());
    }

    private static Node newFile(Disk disk, String name) {
        Node file = disk.file();
        disk.change(new Name(disk.root(), name, file));
        return file;
    }

    private static String text(Disk disk, String path) {
        Node node = disk.find(path);
        return node == null ? "none" : new String(node.content(), US_ASCII);
    }

    /** Everything that may be left when the power fails behind what is done. */
    private static Set<String> left(Function<Disk, String> done) {
        Set<String> left = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Disk disk = new Disk();
            String path = done.apply(disk);
            disk.fail(new SplittableRandom(seed));
            left.add(text(disk, path));
        }
        return left;
    }

    @Test
    void shouldLeaveAnyPartOfWhatWasNotForced() {
        assertThat(left(disk -> {
            Node file = newFile(disk, "a");
            disk.force(disk.root());
            append(file, "one,");
            disk.force(file);
            append(file, "two,");
            append(file, "three");
            return "/a";
        })).containsExactlyInAnyOrder("one,", "one,two,", "one,two,three", "one,\0\0\0\0three");
    }

    @Test
    void shouldLeaveAllThatWasForced() {
        assertThat(left(disk -> {
            Node file = newFile(disk, "a");
            append(file, "one,two");
            file.truncate(3);
            disk.force(file);
            disk.force(disk.root());
            return "/a";
        })).containsExactly("one");
    }

    @Test
    void shouldMoveWholeOrNotAtAll() {
        assertThat(left(disk -> {
            append(newFile(disk, "old"), "old");
            append(newFile(disk, "new"), "new");
            disk.forceAll();
            disk.change(new Name(disk.root(), "new", null), new Name(disk.root(), "old", disk.find("/new")));
            return "/old";
        })).containsExactlyInAnyOrder("old", "new");
    }

    @Test
    void shouldLoseFilesWhoseNamesWereNotForced() {
        assertThat(left(disk -> {
            Node file = newFile(disk, "a");
            append(file, "one");
            disk.force(file);
            return "/a";
        })).containsExactlyInAnyOrder("one", "none");
    }

    @Test
    void shouldNeverKeepWhatItHasOnceFailedToForce() {
        assertThat(left(disk -> {
            Node file = newFile(disk, "a");
            disk.force(disk.root());
            append(file, "one");
            disk.forget(file);
            disk.force(file);
            assertThat(text(disk, "/a")).isEqualTo("one");
            return "/a";
        })).containsExactly("");
    }

    @Test
    void shouldKeepEverythingWhenOnlyTheProcessDies() {
        Disk disk = new Disk();
        append(newFile(disk, "a"), "one");

        disk.kill();

        assertThat(text(disk, "/a")).isEqualTo("one");
    }
}
