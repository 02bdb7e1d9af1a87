package io.nebula.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import io.nebula.metrics.RunResult;
import io.nebula.simulation.SimulatedJob.Letter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Holds what a job has left on the disk against what should have come out of it. */
final class Finished {
    static final byte[] OLD = "of an earlier job\n".getBytes(StandardCharsets.US_ASCII);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedJob job;
    private final Disk disk;

    Finished(SimulatedJob job, Disk disk) {
        this.job = job;
        this.disk = disk;
    }

    /** Whatever stands under the name of an output is the whole output, or was there before. */
    void checkNothingHalf() throws IOException {
        for (String path : job.outputs.keySet()) {
            if (isThere(path)) {
                checkOutput(path);
            }
        }
        if (disk.find(SimulatedJob.LETTERS) != null) {
            expect(true, job.hasLetters(), "dead letters are asked for");
            checkLetters();
        }
    }

    /** Everything is there, and right. */
    void checkWhole() throws IOException {
        for (String path : job.outputs.keySet()) {
            checkOutput(path);
        }
        if (job.hasLetters()) {
            checkLetters();
        }
    }

    /** The job has failed, at the first record that is no good. */
    void checkFailure(RunResult result) {
        SimulatedJob.Letter first = job.failure();
        String place = first.file() + ":" + first.line() + " ";
        expect(true, result.failure().startsWith(place), place + "is where it failed: " + result.failure());
        for (String path : job.outputs.keySet()) {
            expect(job.old, disk.find(path) != null, path + " is there");
        }
    }

    /** Where the job puts what it makes. */
    Set<String> places() {
        Set<String> places = new TreeSet<>(job.outputs.keySet());
        if (job.hasLetters()) {
            places.add(SimulatedJob.LETTERS);
        }
        return places;
    }

    boolean isThere() {
        return places().stream().allMatch(this::isThere);
    }

    /** Whether the job has put something there. */
    boolean isThere(String path) {
        Disk.Node node = disk.find(path);
        return node != null && !(job.old && Arrays.equals(node.content(), OLD));
    }

    /**
     * Nothing else is there.
     *
     * @param afterCrash when a run that had only to complete the output may leave what it found beside the dead letters, where
     *     it does no harm
     */
    void checkTidy(boolean afterCrash) {
        Set<String> expected = new TreeSet<>(job.inputs.keySet());
        expected.addAll(places());
        Set<String> found = new TreeSet<>(disk.files());
        if (afterCrash) {
            found.removeIf(path -> path.startsWith(SimulatedJob.LETTERS + ".nebula/"));
        } else {
            expect(false, disk.find(SimulatedJob.LETTERS + ".nebula") != null, "state of the dead letters is there");
        }
        expect(expected, found, "files");
    }

    void checkFigures(RunResult result) {
        if (result.failure() != null && result.failure().contains("figures are not known")) {
            return;
        }
        expect(job.read, result.read(), "read");
        expect((long) job.letters.size(), result.rejected(), "rejected " + result.rejects() + result.rejectSamples());
        expect(job.written, result.written(), "written");
        expect(job.filtered, result.filtered(), "filtered");
        long bytes = 0;
        for (byte[] input : job.inputs.values()) {
            bytes += input.length;
        }
        expect(bytes, result.bytesRead(), "bytes read");
    }

    private void checkOutput(String path) throws IOException {
        List<String> expected = new ArrayList<>(job.outputs.get(path));
        String text = text(path);
        if (job.top != null) {
            expect(true, text.startsWith(job.top + "\n"), path + " has its header");
            text = text.substring(job.top.length() + 1);
        }
        if (job.ordered) {
            expect(expected.isEmpty() ? "" : String.join("\n", expected) + "\n", text, path);
            return;
        }
        List<String> found = new ArrayList<>(List.of(text.split("\n(?=\\d+,|\\{|$)")));
        found.removeIf(String::isEmpty);
        Collections.sort(found);
        Collections.sort(expected);
        expect(expected, found.stream().map(record -> record.replaceFirst("\n$", "")).sorted().toList(), path);
    }

    private String text(String path) throws IOException {
        Disk.Node node = disk.find(path);
        if (node == null) {
            throw new AssertionError(path + " is not there");
        }
        byte[] stored = node.content();
        try (InputStream in = path.endsWith(".gz") ? new GZIPInputStream(new ByteArrayInputStream(stored))
                : path.endsWith(".zst") ? new ZstdInputStream(new ByteArrayInputStream(stored))
                : new ByteArrayInputStream(stored)) {
            return stored.length == 0 ? "" : new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(path + " cannot be read: " + e, e);
        }
    }

    private void checkLetters() throws IOException {
        List<Letter> found = new ArrayList<>();
        for (String line : text(SimulatedJob.LETTERS).split("\n")) {
            if (!line.isEmpty()) {
                JsonNode letter = JSON.readTree(line);
                found.add(new Letter(letter.get("file").asText(), letter.get("line").asLong(0),
                        letter.get("offset").asLong(), letter.get("record").asText()));
            }
        }
        List<Letter> expected = new ArrayList<>(job.letters);
        if (!job.ordered) {
            Comparator<Letter> byPlace = Comparator.comparing(Letter::file).thenComparing(Letter::offset);
            found.sort(byPlace);
            expected.sort(byPlace);
            for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
                if (found.get(i).line() == 0) { // not known at a checkpoint that could not wait
                    Letter known = expected.get(i);
                    expected.set(i, new Letter(known.file(), 0, known.offset(), known.record()));
                }
            }
        }
        expect(expected, found, "dead letters");
    }

    static void expect(Object expected, Object found, String what) {
        if (!expected.equals(found)) {
            String should = expected.toString();
            String is = found.toString();
            int at = 0;
            while (at < Math.min(should.length(), is.length()) && should.charAt(at) == is.charAt(at)) {
                at++;
            }
            throw new AssertionError(what + ": expected and found differ from character " + at + " on\n  expected …"
                    + excerpt(should, at) + "\n  found    …" + excerpt(is, at));
        }
    }

    private static String excerpt(String text, int at) {
        return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 120)).replace("\n", "\\n");
    }
}
