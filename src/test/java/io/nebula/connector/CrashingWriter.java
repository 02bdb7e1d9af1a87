package io.nebula.connector;

import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A run reduced to what it does with its outputs: two of them, in step, with checkpoints. As a process of its own it
 * can be made to die at any crash point; started again it goes on.
 */
final class CrashingWriter {
    static final int LINES = 9;
    static final int ROUTES = 3;
    private static final int LINES_PER_CHECKPOINT = 4;
    private static final Schema SCHEMA = new Schema(List.of(new Field("a", ValueType.STRING)));

    private final Path directory;
    private final boolean overwrite;
    private final boolean routed;
    private final RecordSink main;
    private RecordSink other;
    private RecordOutput mainOutput;
    private RecordOutput otherOutput;

    private CrashingWriter(Path directory, boolean overwrite, boolean routed) throws Exception {
        this.directory = directory;
        this.overwrite = overwrite;
        this.routed = routed;
        main = sink("main.csv");
    }

    /** Arguments: the directory; whether to overwrite; whether the second output is routed. */
    public static void main(String[] arguments) throws Exception {
        run(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]), Boolean.parseBoolean(arguments[2]));
    }

    /** Makes both outputs, going on where an earlier run has died. */
    static void run(Path directory, boolean overwrite, boolean routed) throws Exception {
        new CrashingWriter(directory, overwrite, routed).run();
    }

    private void run() throws Exception {
        main.lock();
        if (main.publicationInterrupted()) {
            if (StateDirectory.isMarked(directory.resolve(otherName()))) {
                sink(otherName()).completeInterruptedPublication();
            }
            main.completeInterruptedPublication();
            return;
        }
        other = sink(otherName());
        for (int line = open(); line < LINES; line++) {
            append(mainOutput, "main " + line);
            if (routed) {
                byte[] bytes = ("other " + line + "\n").getBytes(StandardCharsets.UTF_8);
                otherOutput.append(other.routes().nameOf("" + line % ROUTES), bytes, 0, bytes.length);
            } else {
                append(otherOutput, "other " + line);
            }
            if (line % LINES_PER_CHECKPOINT == LINES_PER_CHECKPOINT - 1) {
                Files.writeString(manifest("new"), line + 1 + "\n" + mainOutput.checkpoint().text()
                        + otherOutput.checkpoint().text());
                Files.move(manifest("new"), manifest("1"), StandardCopyOption.ATOMIC_MOVE);
                CrashPoints.reach("checkpoint");
            }
        }
        otherOutput.prepare();
        mainOutput.prepare();
        otherOutput.commit();
        mainOutput.commit();
    }

    /** The first line to write. */
    private int open() throws Exception {
        if (!Files.exists(manifest("1"))) {
            mainOutput = main.open(true);
            otherOutput = other.open(true);
            return 0;
        }
        List<String> lines = Files.readAllLines(manifest("1"));
        mainOutput = main.resume(OutputMark.parse(lines.get(1)));
        otherOutput = other.resume(OutputMark.parse(lines.get(2)));
        return Integer.parseInt(lines.get(0));
    }

    private Path manifest(String which) {
        return main.stateDirectory().resolve(RecordSink.KEPT + "-" + which);
    }

    private String otherName() {
        return routed ? "other-{a}.csv" : "other.csv";
    }

    private RecordSink sink(String name) throws Exception {
        if (name.contains("{")) {
            return new RoutedSinkSpec(directory.resolve(name).toString(), new LineFormat(true), overwrite,
                    Compression.AUTO, 0).plan(SCHEMA);
        }
        return new FileSinkSpec(directory.resolve(name).toString(), new LineFormat(true), overwrite, Compression.AUTO,
                0).plan(SCHEMA);
    }

    private static void append(RecordOutput output, String line) throws Exception {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        output.append(bytes, 0, bytes.length);
    }
}
