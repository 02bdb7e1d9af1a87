package io.nebula.delivery;

import io.nebula.connector.CrashPoints;
import io.nebula.connector.Reason;
import io.nebula.connector.RecordSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a job's last two checkpoints in the directory beside its output. A new one replaces the older of the two, whole or
 * not at all, so that one survives whatever happens to the other. One thread at a time; whoever saves holds the lock on the
 * output.
 */
public final class ManifestStore {
    private static final List<String> SLOTS = List.of(RecordSink.KEPT + "-0.nebula", RecordSink.KEPT + "-1.nebula");
    private static final String TEMPORARY = RecordSink.KEPT + "-new.nebula";

    private final Path directory;
    private int next;

    /** @param directory need not exist before the first {@link #save} */
    public ManifestStore(Path directory) {
        this.directory = directory;
    }

    /**
     * The newest checkpoint that is whole; null if there has been none.
     *
     * @throws CorruptManifestException if there are checkpoints, and none of them is whole
     */
    public Manifest load() throws IOException {
        Manifest newest = null;
        List<Path> bad = new ArrayList<>();
        for (String name : SLOTS) {
            Path slot = directory.resolve(name);
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(slot);
            } catch (NoSuchFileException e) {
                continue;
            }
            Manifest manifest = ManifestText.read(bytes);
            if (manifest == null) {
                bad.add(slot);
            } else if (newest == null || manifest.sequence() > newest.sequence()) {
                newest = manifest;
                next = 1 - SLOTS.indexOf(name);
            }
        }
        if (newest == null && !bad.isEmpty()) {
            throw new CorruptManifestException(bad.get(0) + (bad.size() > 1 ? " and " + bad.get(1) + " are" : " is")
                    + " damaged, and no other checkpoint is there: where the interrupted run stopped is not known;"
                    + " add --restart to start from the beginning");
        }
        return newest;
    }

    /**
     * Makes {@code manifest} the newest checkpoint, to stay also if the machine fails. After an exception the one before is
     * still there. One that is complete is kept alone: whoever finds any then finds that one.
     */
    public void save(Manifest manifest) throws IOException {
        Path temporary = directory.resolve(TEMPORARY);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            CrashPoints.reach("manifest-created");
            ByteBuffer bytes = ByteBuffer.wrap(ManifestText.write(manifest));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            CrashPoints.reach("manifest-written");
            channel.force(true);
            CrashPoints.reach("manifest-forced");
        } catch (IOException e) {
            throw new IOException(temporary + ": the checkpoint cannot be written (" + Reason.of(e)
                    + "); check free space and permissions", e);
        }
        Files.move(temporary, directory.resolve(SLOTS.get(next)), StandardCopyOption.ATOMIC_MOVE);
        next = 1 - next;
        CrashPoints.reach("manifest-renamed");
        force(directory);
        CrashPoints.reach("manifest-kept");
        if (manifest.complete()) {
            Files.deleteIfExists(directory.resolve(SLOTS.get(next)));
            CrashPoints.reach("older-manifest-removed");
        }
    }

    /** Forgets all checkpoints; does nothing if there are none. */
    public void discard() throws IOException {
        boolean found = Files.deleteIfExists(directory.resolve(TEMPORARY));
        for (String name : SLOTS) {
            found |= Files.deleteIfExists(directory.resolve(name));
        }
        if (found) {
            force(directory);
        }
        next = 0;
    }

    /** Makes the names in a directory survive the machine. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
