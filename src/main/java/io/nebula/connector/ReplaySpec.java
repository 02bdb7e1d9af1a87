package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.format.Morsel;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the records of a dead-letter file as if they came from their own source again: with its schema and its format, and
 * with the places that they had there.
 *
 * @param letters the dead-letter file
 * @param format of the dead-letter file
 * @param original the source that the records came from
 */
public record ReplaySpec(String letters, Format format, SourceSpec original) implements SourceSpec {
    /**
     * @param usual the sink that writes dead letters here; its format is taken where the file's name does not speak
     *     against it. May be null
     * @throws IOException if nothing tells the format
     */
    public static ReplaySpec of(String letters, SinkSpec usual, SourceSpec original) throws IOException {
        String named = Formats.named(letters);
        Format format = usual instanceof FileSinkSpec file ? withNames(file.format()) : null;
        if (format == null || named != null && !named.equals(format.name())) {
            format = named == null ? null : ofName(named);
        }
        if (format == null) {
            throw new IOException(letters + ": the name does not tell the format; end it in .jsonl, .csv or .tsv");
        }
        return new ReplaySpec(letters, format, original);
    }

    private static Format ofName(String name) {
        return switch (name) {
            case "csv" -> CsvFormat.csv();
            case "tsv" -> CsvFormat.tsv();
            default -> JsonLinesFormat.jsonLines();
        };
    }

    private static Format withNames(Format format) {
        return format instanceof CsvFormat csv && !csv.header()
                ? new CsvFormat(csv.name(), csv.dialect(), false, DeadLetterSchema.SCHEMA.names(), csv.lenient()) : format;
    }

    @Override
    public String type() {
        return "replay";
    }

    /** Looks at the dead-letter file: what is wrong with it is no problem of the pipeline's. */
    public void check() throws IOException {
        try {
            read().close();
        } catch (InvalidOptionsException e) {
            Problem first = e.problems().get(0);
            throw new IOException(first.message() + (first.advice() == null ? "" : "; " + first.advice())
                    + "; a replay reads what errors.dead-letter has written", e);
        }
    }

    private FileRecordSource read() throws InvalidOptionsException {
        return new FileSourceSpec(List.of(letters), format, DeadLetterSchema.types(), FileSourceSpec.MOST_RECORD_BYTES,
                Compression.AUTO).open();
    }

    @Override
    public RecordSource open() throws InvalidOptionsException {
        return new Replayed(read(), original.reopen());
    }

    /** The source of the records, fed from the dead letters. */
    private static final class Replayed extends ForwardingSource {
        private final FileRecordSource letters;

        Replayed(FileRecordSource letters, RecordSource original) {
            super(original);
            this.letters = letters;
        }

        @Override
        public MorselReader read(MorselSize size, Buffers buffers, Consumed consumed) {
            Buffers own = new Buffers(1);
            return new LetterReader(letters, letters.read(new MorselSize(1 << 16, Long.MAX_VALUE), own, consumed), own, original(),
                    buffers);
        }

        @Override
        public long storedBytes() {
            return letters.storedBytes();
        }

        @Override
        public long records() {
            return -1;
        }

        /** The reader's origins say how many lines come before their only record. */
        @Override
        public long line(Morsel morsel) {
            long before = morsel.origin().headLines();
            return before < 0 ? -1 : before + 1;
        }

        @Override
        public List<Path> files() {
            return letters.files();
        }

        @Override
        public void close() {
            letters.close();
            super.close();
        }
    }
}
