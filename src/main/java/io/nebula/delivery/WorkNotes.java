package io.nebula.delivery;

import io.nebula.connector.Reason;
import io.nebula.connector.RecordSink;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What each worker of a run is working on, in a small mapped file: it outlives the process however that dies, and tells the
 * next run where to look for the cause. Writing is a few stores into memory; nothing is forced to disk, since a machine that
 * fails was not brought down by a record.
 *
 * <p>Every slot has one writer; what another thread reads of a slot while its writer is at work may be out of date.
 */
public final class WorkNotes {
    private static final String FILE = RecordSink.KEPT + "-working.nebula";
    private static final long MAGIC = 0x4e65_6275_6c61_0001L;
    /** A cache line for each slot, so that workers do not slow one another down. */
    private static final int SLOT_BYTES = 64;
    private static final int RUN = 8;
    private static final int JOB = 16;
    private static final int SLOTS = 24;
    private static final int INPUT = 4;
    private static final int FROM = 8;
    private static final int TO = 16;
    private static final int STAGE = 24;
    private static final int IDLE = 0;
    private static final int WORKING = 1;
    private static final int ALONE = 2;

    private final Path file;
    private final ByteBuffer bytes;

    /** The notes that a run has left, which two numbers tell from others: its own and its job's. */
    public record Left(long run, long job, List<Note> notes) {}

    private WorkNotes(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Notes in place of those of the run before. */
    public static WorkNotes create(Path directory, long job, int workers) throws IOException {
        Path file = directory.resolve(FILE);
        ByteBuffer fresh = blank(job, workers);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (fresh.hasRemaining()) { // all of it is on the disk's account before it is mapped, so that no store can fail
                channel.write(fresh);
            }
            return new WorkNotes(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, fresh.limit())
                    .order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written and mapped into memory (" + Reason.of(e)
                    + "); check free space and permissions", e);
        }
    }

    /** Notes that end with the process. */
    public static WorkNotes unkept(int workers) {
        return new WorkNotes(null, blank(0, workers));
    }

    private static ByteBuffer blank(long job, int workers) {
        return ByteBuffer.allocate((1 + workers) * SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, MAGIC).putLong(RUN, ThreadLocalRandom.current().nextLong()).putLong(JOB, job)
                .putInt(SLOTS, workers);
    }

    /** What is left of the run before; null if nothing. */
    public static Left left(Path directory) throws IOException {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(FILE))).order(ByteOrder.LITTLE_ENDIAN);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean whole = bytes.limit() >= SLOT_BYTES && bytes.getLong(0) == MAGIC
                && bytes.limit() == (1L + bytes.getInt(SLOTS)) * SLOT_BYTES;
        return whole ? new Left(bytes.getLong(RUN), bytes.getLong(JOB), notes(bytes)) : null;
    }

    /** Takes down what a worker begins to work on. */
    public void begin(int worker, int input, long from, long to, boolean alone) {
        int at = (1 + worker) * SLOT_BYTES;
        bytes.putInt(at + INPUT, input);
        bytes.putLong(at + FROM, from);
        bytes.putLong(at + TO, to);
        bytes.putInt(at + STAGE, 0);
        VarHandle.releaseFence();
        bytes.putInt(at, alone ? ALONE : WORKING);
    }

    /** Takes down how far a worker has come. */
    public void stage(int worker, int stage) {
        bytes.putInt((1 + worker) * SLOT_BYTES + STAGE, stage);
    }

    /** Strikes out what a worker has come to the end of. */
    public void done(int worker) {
        bytes.putInt((1 + worker) * SLOT_BYTES, IDLE);
        VarHandle.releaseFence();
    }

    /** What is being worked on. */
    public List<Note> notes() {
        return notes(bytes);
    }

    private static List<Note> notes(ByteBuffer bytes) {
        List<Note> notes = new ArrayList<>();
        for (int at = SLOT_BYTES; at < bytes.limit(); at += SLOT_BYTES) {
            int state = bytes.getInt(at);
            if (state != IDLE && bytes.getLong(at + FROM) < bytes.getLong(at + TO)) {
                notes.add(new Note(bytes.getInt(at + INPUT), bytes.getLong(at + FROM), bytes.getLong(at + TO),
                        state == ALONE, bytes.getInt(at + STAGE)));
            }
        }
        return notes;
    }

    /** What tells these notes from those of other runs. */
    public long run() {
        return bytes.getLong(RUN);
    }

    /** Removes the file: nobody is to look for a cause. */
    public void discard() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    /** Removes what a run has left. */
    static void discard(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }
}
