package io.nebula.operator;

import io.nebula.format.Format;
import io.nebula.format.Head;
import io.nebula.format.MalformedDataException;
import io.nebula.format.OutputBuffer;
import io.nebula.options.InvalidOptionsException;
import io.nebula.text.Swar;
import java.nio.ByteBuffer;
import java.util.List;

/** The first bytes of an input, until its fields are known. One thread at a time. */
final class InputBeginning {
    /** As many bytes as types are inferred from in a pipeline. */
    private static final int SAMPLE_BYTES = 1 << 20;

    private static final int STEP_BYTES = 1 << 16;
    private static final int FIRST_LOOK_BYTES = 3;
    private static final Head NOTHING = new Head(0, 0, List.of());

    private final Format format;
    private final InputFields fields;
    private final int maxHeadBytes;
    private final OutputBuffer bytes = new OutputBuffer(256);
    private Head head;
    private boolean looked;

    InputBeginning(Format format, InputFields fields, int maxHeadBytes) {
        this.format = format;
        this.fields = fields;
        this.maxHeadBytes = maxHeadBytes;
    }

    /**
     * Takes bytes until the fields are known.
     *
     * @return null as long as they are not; then {@code chunk} has been taken entirely
     * @throws UnusableInputException if the input cannot be what it should be
     */
    ByteInput add(ByteBuffer chunk) {
        ByteInput input = null;
        while (input == null && chunk.hasRemaining()) {
            int from = bytes.end();
            int count = Math.min(STEP_BYTES, chunk.remaining());
            chunk.get(bytes.ensure(count), from, count);
            bytes.end(from + count);
            boolean line = Swar.indexOf((byte) '\n', bytes.bytes(), from, from + count) < from + count;
            input = open(false, line, false);
        }
        return input;
    }

    /** Takes note that these are all bytes. */
    ByteInput end() {
        return open(true, true, true);
    }

    /** Takes note that no more bytes come, though there would be more; null if they end within the head. */
    ByteInput breakOff() {
        return open(false, false, true);
    }

    private ByteInput open(boolean whole, boolean line, boolean last) {
        try {
            if (head == null && (whole || line || !looked || bytes.end() >= maxHeadBytes)) {
                look(whole);
            }
            boolean enough = head != null && (last || bytes.end() >= SAMPLE_BYTES || !fields.needsSample(head));
            return enough ? fields.open(bytes.bytes(), bytes.end(), whole, head) : null;
        } catch (MalformedDataException | InvalidOptionsException e) {
            throw new UnusableInputException(e);
        }
    }

    private void look(boolean whole) throws MalformedDataException {
        looked = bytes.end() >= FIRST_LOOK_BYTES;
        head = bytes.end() == 0 ? NOTHING : format.head(bytes.bytes(), bytes.end(), whole);
        if (head == null && (whole || bytes.end() >= maxHeadBytes)) {
            throw new MalformedDataException("no end of the header within " + bytes.end()
                    + " bytes; check the format, or a quote that is never closed, or raise max-record-bytes");
        }
    }

    /** What has been taken, without the head. */
    ByteBuffer records() {
        return ByteBuffer.wrap(bytes.bytes(), head.bytes(), bytes.end() - head.bytes());
    }

    int length() {
        return bytes.end();
    }
}
