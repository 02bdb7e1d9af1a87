package io.nebula.connector;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.zip.CRC32C;

/** An output of one file, which is made in its state directory and gets its name when it is complete. */
final class FileOutput implements RecordOutput {
    private static final int GATHERED_BYTES = 1 << 18;

    private final StateDirectory state;
    private final UnfinishedFile file;
    private final OutputParts parts;
    private final boolean durable;
    private final FileAppender appender;
    private boolean prepared;
    private boolean closed;
    private boolean published;
    private IOException unkept;

    private FileOutput(StateDirectory state, UnfinishedFile file, OutputParts parts, boolean durable,
            FileAppender appender) {
        this.state = state;
        this.file = file;
        this.parts = parts;
        this.durable = durable;
        this.appender = appender;
    }

    /** A new output on a new, empty file. Whatever happens, {@code state} belongs to it. */
    static FileOutput create(StateDirectory state, UnfinishedFile file, OutputParts parts, boolean durable)
            throws IOException {
        boolean created = false;
        try {
            file.refuseExisting();
            state.unmark();
            FileOutput output = create(state, file, parts, durable, file.create());
            if (durable) {
                state.force();
            }
            CrashPoints.reach("created");
            created = true;
            return output;
        } finally {
            if (!created) {
                state.close();
            }
        }
    }

    /** @param channel a new, empty file */
    static FileOutput create(StateDirectory state, UnfinishedFile file, OutputParts parts, boolean durable,
            FileChannel channel) throws IOException {
        FileOutput output = new FileOutput(state, file, parts, durable,
                new FileAppender(file.output(), channel, GATHERED_BYTES, durable ? new CRC32C() : null, 0));
        try {
            byte[] prologue = parts.prologue();
            output.append(prologue, 0, prologue.length);
            return output;
        } catch (IOException | RuntimeException e) {
            output.abandon();
            throw e;
        }
    }

    /** The durable output of an earlier run at a checkpoint. Whatever happens, {@code state} belongs to it. */
    static FileOutput resume(StateDirectory state, UnfinishedFile file, OutputParts parts, OutputMark mark)
            throws IOException {
        boolean resumed = false;
        try {
            file.refuseExisting();
            state.unmark();
            UnfinishedFile.Reopened reopened = file.reopen(mark);
            CrashPoints.reach("resumed");
            resumed = true;
            return new FileOutput(state, file, parts, true,
                    new FileAppender(file.output(), reopened.channel(), GATHERED_BYTES, reopened.crc(),
                            mark.bytes()));
        } finally {
            if (!resumed) {
                state.close();
            }
        }
    }

    @Override
    public void append(byte[] bytes, int start, int length) throws IOException {
        appender.append(bytes, start, length);
    }

    @Override
    public OutputMark checkpoint() throws IOException {
        if (!durable) {
            return RecordOutput.super.checkpoint();
        }
        appender.force();
        return appender.mark();
    }

    @Override
    public void prepare() throws IOException {
        if (prepared) {
            return;
        }
        if (appender.storedBytes() == 0) {
            byte[] nothing = parts.nothing();
            append(nothing, 0, nothing.length);
        }
        if (durable) {
            appender.force();
            appender.close();
            state.mark(appender.mark().text());
        } else {
            appender.flush();
            appender.close();
        }
        prepared = true;
    }

    @Override
    public void commit() throws IOException {
        prepare();
        file.place();
        if (durable) {
            file.forceName();
        }
        published = true;
        closed = true;
        file.forgetPartial();
        state.remove();
    }

    @Override
    public void abandon() {
        if (closed) {
            return;
        }
        closed = true;
        try (state; appender) {
            if (appender.isOpen()) {
                appender.flush();
            }
        } catch (IOException e) {
            unkept = e;
        }
    }

    @Override
    public long storedBytes() {
        return appender.storedBytes();
    }

    @Override
    public String partial() {
        if (published || !Files.exists(file.partial())) {
            return null;
        }
        return file.partial() + (unkept == null ? "" : " (not whole: " + unkept.getMessage() + ")");
    }
}
