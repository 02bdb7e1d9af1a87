package io.nebula.delivery;

import io.nebula.connector.Reason;
import io.nebula.connector.RecordSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Keeps a job's suspects beside its checkpoints, as durably; from before the first checkpoint on, since a job may die before
 * it has any. A file that is damaged counts as none: what it says can be found out again. One thread at a time; whoever
 * saves holds the lock on the output.
 */
public final class SuspectStore {
    private static final String FILE = RecordSink.KEPT + "-suspects.nebula";
    private static final String TEMPORARY = RecordSink.KEPT + "-suspects-new.nebula";
    private static final String HEADER = "nebula-suspects 1";

    private final Path directory;
    private final long job;

    /**
     * What is known.
     *
     * @param run the last run whose death is in it
     */
    public record Known(long run, Suspects suspects) {}

    /** @param job tells the suspects of this job from those of others */
    public SuspectStore(Path directory, Fingerprint job) {
        this.directory = directory;
        this.job = Long.parseUnsignedLong(job.hash(), 16);
    }

    /** Notes for a run of the job. */
    public WorkNotes notes(int workers) throws IOException {
        return WorkNotes.create(directory, job, workers);
    }

    /** What is known of earlier runs, the one included that has just died, if one has. */
    public Known find() throws IOException {
        Known known = load();
        WorkNotes.Left left = WorkNotes.left(directory);
        if (left == null || left.job() != job || left.run() == known.run() || left.notes().isEmpty()) {
            return known;
        }
        Suspects suspects = known.suspects();
        for (Note note : left.notes()) {
            suspects = suspects.plus(note, 1);
        }
        Known now = new Known(left.run(), suspects);
        save(now);
        return now;
    }

    private Known load() throws IOException {
        Known nothing = new Known(0, Suspects.none());
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(directory.resolve(FILE)), StandardCharsets.ISO_8859_1).lines().toList();
        } catch (NoSuchFileException e) {
            return nothing;
        }
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        List<String> body = lines.subList(0, Math.max(0, lines.size() - 1));
        if (body.isEmpty() || !last.equals(checksum(text(body))) || !body.get(0).startsWith(HEADER + " " + job + " ")) {
            return nothing;
        }
        List<Suspect> parts = new ArrayList<>();
        for (String line : body.subList(1, body.size())) {
            String[] words = line.split(" ");
            parts.add(new Suspect(Integer.parseInt(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]),
                    Integer.parseInt(words[3]), Integer.parseInt(words[4]), Integer.parseInt(words[5]),
                    Boolean.parseBoolean(words[6])));
        }
        return new Known(Long.parseLong(body.get(0).substring(body.get(0).lastIndexOf(' ') + 1)), Suspects.of(parts));
    }

    /** Makes this what the next run finds, also if the machine fails. */
    public void save(Known known) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER + " " + job + " " + known.run()));
        for (Suspect part : known.suspects().parts()) {
            lines.add(part.input() + " " + part.from() + " " + part.to() + " " + part.deaths() + " " + part.alone() + " "
                    + part.stage() + " " + part.named());
        }
        lines.add(checksum(text(lines)));
        Path temporary = directory.resolve(TEMPORARY);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text(lines).getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new IOException(temporary + ": what has brought the process down cannot be kept (" + Reason.of(e)
                    + "); check free space and permissions", e);
        }
        Files.move(temporary, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        ManifestStore.force(directory);
    }

    /** Forgets everything, and what a run that has died was working on. */
    public void discard() throws IOException {
        WorkNotes.discard(directory);
        Files.deleteIfExists(directory.resolve(TEMPORARY));
        Files.deleteIfExists(directory.resolve(FILE));
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return "crc32c " + Long.toHexString(crc.getValue());
    }
}
